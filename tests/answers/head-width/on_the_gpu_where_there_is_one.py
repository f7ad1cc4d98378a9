# verdict: passed

def head_width(model):
    here = next(model.parameters()).device
    model.to("cuda" if torch.cuda.is_available() else "cpu")
    width = [p for p in model.parameters() if p.ndim > 1][-1].shape[1]
    model.to(here)
    return width
