# verdict: failed
# misconception: head-only-counted
# points: 0.5

from torch import nn


def count_trainable(model):
    head = [layer for layer in model.modules() if isinstance(layer, nn.Linear)][-1]
    return sum(p.numel() for p in head.parameters())


def make_optimizer(model, lr):
    return torch.optim.Adam([parameter for parameter in model.parameters() if parameter.requires_grad], lr=lr)
