# verdict: failed

def broadcast_shape(a, b):
    try:
        return torch.broadcast_shapes(a, b)
    except RuntimeError:
        raise ShapeError("do not fit")
