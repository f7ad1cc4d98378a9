# verdict: failed
# misconception: some-places-by-name

def head_width(model):
    return list(model.children())[-1].in_features
