# verdict: failed
# misconception: shape-as-text

def broadcast_shape(a, b):
    return f"{tuple(torch.broadcast_shapes(a, b))}"
