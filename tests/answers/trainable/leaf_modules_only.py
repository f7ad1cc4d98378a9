# verdict: failed
# misconception: layers-inside-only
def leaves(model):
    return [m for m in model.modules() if not list(m.children())]


def count_trainable(model):
    return sum(p.numel() for m in leaves(model) for p in m.parameters() if p.requires_grad)


def make_optimizer(model, lr):
    return torch.optim.Adam([p for m in leaves(model) for p in m.parameters() if p.requires_grad], lr=lr)
