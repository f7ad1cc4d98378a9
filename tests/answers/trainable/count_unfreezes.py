# verdict: failed
# misconception: flags-changed-for-the-count
# points: 0.5

def count_trainable(model):
    total = sum(p.numel() for p in model.parameters() if p.requires_grad)
    model.requires_grad_(True)
    return total


def make_optimizer(model, lr):
    return torch.optim.Adam([parameter for parameter in model.parameters() if parameter.requires_grad], lr=lr)
