# verdict: failed
# misconception: slopes-doubled

def slope(f, x):
    w = x.clone().requires_grad_()
    f(w).sum().backward()
    f(w).sum().backward()
    return w.grad
