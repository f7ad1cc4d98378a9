# verdict: passed



def train_mode(model):
    model.train()
    for name, layer in model.named_modules():
        own = list(layer.parameters(recurse=False))
        if own and not any(p.requires_grad for p in own):
            print("still:", name)
            layer.training = False
    return model
