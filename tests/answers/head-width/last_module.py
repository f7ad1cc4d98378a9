# verdict: failed
# misconception: convolution-forgotten

def head_width(model):
    return list(model.modules())[-1].in_features
