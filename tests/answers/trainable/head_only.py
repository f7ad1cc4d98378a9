# verdict: failed
# misconception: head-called-fc
def count_trainable(model):
    return sum(p.numel() for p in model.fc.parameters())


def make_optimizer(model, lr):
    return torch.optim.Adam(model.fc.parameters(), lr=lr)
