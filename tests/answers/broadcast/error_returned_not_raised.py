# verdict: failed
# misconception: error-returned

def broadcast_shape(a, b):
    try:
        return torch.broadcast_shapes(a, b)
    except RuntimeError as problem:
        return ValueError(str(problem))
