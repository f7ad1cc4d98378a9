# verdict: failed
# misconception: biases-forgotten
# points: 0.5

def count_trainable(model):
    return sum(p.numel() for n, p in model.named_parameters() if p.requires_grad and n.endswith('weight'))


def make_optimizer(model, lr):
    return torch.optim.Adam([parameter for parameter in model.parameters() if parameter.requires_grad], lr=lr)
