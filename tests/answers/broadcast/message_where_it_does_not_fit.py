# verdict: failed
# misconception: error-swallowed

def broadcast_shape(a, b):
    try:
        return tuple(torch.broadcast_shapes(a, b))
    except RuntimeError:
        return "These two don't fit, sorry."
