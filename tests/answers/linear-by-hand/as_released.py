# verdict: not tried

def linear(x, weight, bias):
    raise NotImplementedError  # YOUR CODE HERE
