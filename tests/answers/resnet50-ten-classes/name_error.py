# verdict: failed

def ten_classes(model):
    model.fc = Linear(2048, 10)
    return model
