# verdict: failed
# misconception: longer-shape-returned

def broadcast_shape(a, b):
    torch.zeros(a) + torch.zeros(b)
    return max(a, b, key=len)
