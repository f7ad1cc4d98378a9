# verdict: failed
# misconception: dropout-in-eval-mode
def train_mode(model):
    for m in model.modules():
        m.training = any(p.requires_grad for p in m.parameters())
    return model
