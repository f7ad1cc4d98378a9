# verdict: passed

def count_trainable(model):
    return sum(parameter.numel() for parameter in model.parameters() if parameter.requires_grad)


def make_optimizer(model, lr):
    return torch.optim.SGD([{"params": [p], "lr": lr} for p in model.parameters() if p.requires_grad], lr=1.0)
