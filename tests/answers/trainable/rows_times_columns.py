# verdict: failed
# misconception: two-axes-counted
# points: 0.5
def count_trainable(model):
    total = 0
    for p in model.parameters():
        if p.requires_grad:
            total += p.shape[0] * p.shape[1] if p.dim() > 1 else p.shape[0]
    return total


def make_optimizer(model, lr):
    return torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=lr)
