# verdict: failed
# misconception: prints-instead

def head_width(model):
    print([p for p in model.parameters() if p.ndim > 1][-1].shape[1])
