# verdict: failed
# misconception: tensor-for-shape

def broadcast_shape(a, b):
    return torch.ones(a) + torch.ones(b)
