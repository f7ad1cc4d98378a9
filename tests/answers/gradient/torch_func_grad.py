# verdict: passed

def slope(f, x):
    return torch.func.grad(lambda t: f(t).sum())(x)
