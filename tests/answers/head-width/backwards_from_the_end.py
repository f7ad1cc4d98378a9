# verdict: passed

def head_width(model):
    for module in reversed(list(model.modules())):
        width = getattr(module, "in_features", None) or getattr(module, "in_channels", None)
        if width:
            return width
