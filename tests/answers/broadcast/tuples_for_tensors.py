# verdict: failed
# misconception: shapes-taken-for-tensors

def broadcast_shape(a, b):
    a, b = torch.broadcast_tensors(a, b)
    return tuple(a.shape)
