# verdict: failed
# misconception: flags-changed
# points: 0.5

def count_trainable(model):
    return sum(parameter.numel() for parameter in model.parameters() if parameter.requires_grad)


def make_optimizer(model, lr):
    for parameter in model.parameters():
        parameter.requires_grad = True
    return torch.optim.SGD(model.parameters(), lr=lr)
