# verdict: failed

def prepare(model, n_classes):
    for parameter in model.parameters():
        parameter.requires_grad = False
    model.fc = Linear(2048, n_classes)
    return model
