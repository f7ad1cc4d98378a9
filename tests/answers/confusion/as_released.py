# verdict: not tried

def confusion(targets, predictions, n_classes):
    raise NotImplementedError  # YOUR CODE HERE
