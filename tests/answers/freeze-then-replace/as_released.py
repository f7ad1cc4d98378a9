# verdict: not tried

def prepare(model, n_classes):
    raise NotImplementedError  # YOUR CODE HERE
