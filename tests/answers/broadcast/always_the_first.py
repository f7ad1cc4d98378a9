# verdict: failed
# misconception: one-shape-returned

def broadcast_shape(a, b):
    return tuple(torch.zeros(a).shape)
