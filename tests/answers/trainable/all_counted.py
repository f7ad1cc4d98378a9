# verdict: failed
# misconception: all-parameters-counted
# points: 0.5

def count_trainable(model):
    return sum(p.numel() for p in model.parameters())


def make_optimizer(model, lr):
    return torch.optim.Adam([parameter for parameter in model.parameters() if parameter.requires_grad], lr=lr)
