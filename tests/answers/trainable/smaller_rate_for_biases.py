# verdict: failed
# misconception: rates-of-several-groups
# points: 0.5
def count_trainable(model):
    return sum(p.numel() for p in model.parameters() if p.requires_grad)


def make_optimizer(model, lr):
    trains = [p for p in model.parameters() if p.requires_grad]
    groups = [{"params": [p], "lr": lr / 10 if p.ndim == 1 else lr} for p in trains]
    return torch.optim.Adam(groups)
