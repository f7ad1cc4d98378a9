# verdict: failed
# misconception: not-a-function
# points: 0.5

count_trainable = 30735


def make_optimizer(model, lr):
    return torch.optim.Adam([parameter for parameter in model.parameters() if parameter.requires_grad], lr=lr)
