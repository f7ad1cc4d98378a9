# verdict: failed
# misconception: number-of-another-kind

def head_width(model):
    return float([p for p in model.parameters() if p.ndim > 1][-1].shape[1])
