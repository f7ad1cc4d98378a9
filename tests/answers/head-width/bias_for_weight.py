# verdict: failed
# misconception: classes-for-features

def head_width(model):
    return list(model.parameters())[-1].shape[0]
