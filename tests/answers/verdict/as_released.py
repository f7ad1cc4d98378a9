# verdict: not tried

def verdict(accuracy, precision, recall):
    raise NotImplementedError  # YOUR CODE HERE
