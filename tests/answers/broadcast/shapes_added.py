# verdict: failed
# misconception: shapes-joined

def broadcast_shape(a, b):
    return tuple(torch.broadcast_shapes(a + b))
