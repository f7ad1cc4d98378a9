# verdict: failed
# misconception: counted-once-per-level
# points: 0.5
def count_trainable(model):
    n = 0
    for m in model.modules():
        for p in m.parameters():
            if p.requires_grad:
                n += p.numel()
    return n


def make_optimizer(model, lr):
    return torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=lr)
