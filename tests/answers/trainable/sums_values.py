# verdict: failed
# misconception: values-summed
# points: 0.5
def count_trainable(model):
    return int(sum(p.sum() for p in model.parameters() if p.requires_grad))


def make_optimizer(model, lr):
    return torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=lr)
