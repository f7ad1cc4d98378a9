# verdict: failed
# misconception: shape-for-width

def head_width(model):
    return [p for p in model.parameters() if p.ndim > 1][-1].shape
