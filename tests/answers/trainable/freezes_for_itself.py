# verdict: failed
# misconception: flags-changed-for-the-count
# points: 0.5
def count_trainable(model):
    last = list(model.children())[-1]
    model.requires_grad_(False)
    last.requires_grad_(True)
    return sum(p.numel() for p in model.parameters() if p.requires_grad)


def make_optimizer(model, lr):
    return torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=lr)
