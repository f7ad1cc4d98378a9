# verdict: failed
# misconception: all-parameters-counted

def count_trainable(model):
    return sum(p.numel() for p in model.parameters())


def make_optimizer(model, lr):
    return torch.optim.Adam(model.parameters(), lr=lr)
