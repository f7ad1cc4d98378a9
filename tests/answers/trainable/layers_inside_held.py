# verdict: failed
# misconception: layers-inside-only-held
# points: 0.5
def count_trainable(model):
    return sum(p.numel() for p in model.parameters() if p.requires_grad)


def make_optimizer(model, lr):
    layers = [layer for layer in model.modules() if not list(layer.children())]
    return torch.optim.Adam([p for layer in layers for p in layer.parameters() if p.requires_grad], lr=lr)
