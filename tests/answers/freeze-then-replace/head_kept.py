# verdict: failed
# misconception: head-kept



def prepare(model, n_classes):
    for parameter in model.parameters():
        parameter.requires_grad = False
    return model
