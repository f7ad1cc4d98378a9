# verdict: failed
# misconception: backward-of-many-numbers

def slope(f, x):
    return torch.func.grad(f)(x)
