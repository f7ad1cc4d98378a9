# verdict: passed

def slope(f, x):
    x = x.clone()
    x.requires_grad = True
    f(x).sum().backward()
    return x.grad
