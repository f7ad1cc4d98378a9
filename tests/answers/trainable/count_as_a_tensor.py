# verdict: failed
# misconception: no-whole-number
# points: 0.5

def count_trainable(model):
    return torch.tensor([p.numel() for p in model.parameters() if p.requires_grad]).sum()


def make_optimizer(model, lr):
    return torch.optim.Adam([parameter for parameter in model.parameters() if parameter.requires_grad], lr=lr)
