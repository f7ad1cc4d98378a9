# verdict: failed
# misconception: shapes-taken-for-tensors

def broadcast_shape(a, b):
    return torch.broadcast_shapes(a.shape, b.shape)
