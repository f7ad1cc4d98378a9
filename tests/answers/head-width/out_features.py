# verdict: failed
# misconception: classes-for-features

def head_width(model):
    weights = [parameter for parameter in model.parameters() if parameter.ndim > 1]
    return weights[-1].shape[0]
