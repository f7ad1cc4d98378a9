# verdict: failed
# misconception: resnets-place-only

def head_width(model):
    return model.fc.in_features
