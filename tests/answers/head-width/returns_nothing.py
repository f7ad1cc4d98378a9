# verdict: failed
# misconception: returns-nothing

def head_width(model):
    width = [p for p in model.parameters() if p.ndim > 1][-1].shape[1]
