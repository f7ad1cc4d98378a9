# verdict: failed
# misconception: fc-held
# points: 0.5
def count_trainable(model):
    return sum(p.numel() for p in model.parameters() if p.requires_grad)


def make_optimizer(model, lr):
    return torch.optim.Adam(model.fc.parameters(), lr=lr)
