# verdict: passed

def slope(f, x):
    x.requires_grad_(True)
    f(x).sum().backward()
    result = x.grad
    x.grad = None
    x.requires_grad_(False)
    return result
