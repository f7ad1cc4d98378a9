# verdict: not tried

def replace_head(model, n_classes):
    raise NotImplementedError  # YOUR CODE HERE
