# verdict: failed
# misconception: some-places-by-name

def head_width(model):
    if hasattr(model, "fc"):
        return model.fc.in_features
    return model.classifier[-1].in_features
