# verdict: passed

def count_trainable(model):
    total = 0
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            print(name, parameter.numel())
            total += parameter.numel()
    return total


def make_optimizer(model, lr):
    return torch.optim.SGD(filter(lambda parameter: parameter.requires_grad, model.parameters()), lr=lr, momentum=0.9)
