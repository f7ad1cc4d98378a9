# verdict: not tried

def ten_classes(model):
    raise NotImplementedError  # YOUR CODE HERE
