# verdict: failed

def head_width(model):
    return list(model.modules())[-1]
