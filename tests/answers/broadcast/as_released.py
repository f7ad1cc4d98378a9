# verdict: not tried

def broadcast_shape(a, b):
    raise NotImplementedError  # YOUR CODE HERE
