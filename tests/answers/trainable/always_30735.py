# verdict: failed
# misconception: count-written-down
# points: 0.5

def count_trainable(model):
    return 30735


def make_optimizer(model, lr):
    return torch.optim.Adam([parameter for parameter in model.parameters() if parameter.requires_grad], lr=lr)
