# verdict: failed
# points: 0.5
def count_trainable(model):
    return sum(p.numel() for p in model.parameters() if p.requires_grad)


def make_optimizer(model, lr):
    params = (p for p in model.parameters() if p.requires_grad)
    print("training", sum(p.numel() for p in params))
    return torch.optim.Adam(params, lr=lr)
