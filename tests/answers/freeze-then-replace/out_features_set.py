# verdict: failed
# misconception: only-the-number-changed



def prepare(model, n_classes):
    for parameter in model.parameters():
        parameter.requires_grad = False
    model.fc.out_features = n_classes
    model.fc.requires_grad_(True)
    return model
