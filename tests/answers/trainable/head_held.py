# verdict: failed
# misconception: head-only-held
# points: 0.5

def count_trainable(model):
    return sum(parameter.numel() for parameter in model.parameters() if parameter.requires_grad)


def make_optimizer(model, lr):
    head = [layer for layer in model.modules() if isinstance(layer, torch.nn.Linear)][-1]
    return torch.optim.SGD(head.parameters(), lr=lr)
