# verdict: failed
# misconception: graph-on-callers-tensor

def slope(f, x):
    x.requires_grad_(True)
    f(x).sum().backward()
    g = x.grad.clone()
    x.requires_grad_(False)
    return g
