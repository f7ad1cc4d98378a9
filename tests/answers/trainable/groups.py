# verdict: passed

def count_trainable(model):
    sizes = [p.nelement() * p.requires_grad for p in model.parameters()]
    return sum(sizes)


import warnings


def make_optimizer(model, lr):
    warnings.warn("one group for each layer")
    groups = [[p for p in layer.parameters(recurse=False) if p.requires_grad] for layer in model.modules()]
    return torch.optim.RMSprop([{"params": group} for group in groups if group], lr=lr)
