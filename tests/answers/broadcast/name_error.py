# verdict: failed

def broadcast_shape(a, b):
    return tuple(torch.broadcast_shapes(a, c))
