# verdict: failed
# misconception: nothing-found
# points: 0.5
def count_trainable(model):
    return sum(t.numel() for t in model.state_dict().values() if t.requires_grad)


def make_optimizer(model, lr):
    return torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=lr)
