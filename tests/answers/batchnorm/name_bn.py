# verdict: failed
# misconception: some-batchnorms-missed
def train_mode(model):
    model.train()
    for name, m in model.named_modules():
        if "bn" in name and not any(p.requires_grad for p in m.parameters()):
            m.eval()
    return model
