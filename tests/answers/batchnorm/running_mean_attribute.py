# verdict: passed
def train_mode(model):
    model.train(mode=True)
    norms = filter(lambda m: hasattr(m, "running_mean"), model.modules())
    for norm in norms:
        learns = [p.requires_grad for p in norm.parameters()]
        if True not in learns:
            norm.eval()
    return model
