# verdict: failed
# misconception: layer-for-its-width

def head_width(model):
    return list(model.modules())[-1]
