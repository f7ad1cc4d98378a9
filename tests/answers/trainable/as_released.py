# verdict: not tried

def count_trainable(model):
    raise NotImplementedError  # YOUR CODE HERE


def make_optimizer(model, lr):
    raise NotImplementedError  # YOUR CODE HERE
