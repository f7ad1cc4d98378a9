# verdict: failed
# misconception: parameters-of-another-head
# points: 0.5

def count_trainable(model):
    return sum(parameter.numel() for parameter in model.parameters() if parameter.requires_grad)


def make_optimizer(model, lr):
    return torch.optim.SGD(torch.nn.Linear(2048, 1000).parameters(), lr=lr)
