# verdict: failed

def broadcast_shape(a, b):
    return (size for size in torch.broadcast_shapes(a, b))
