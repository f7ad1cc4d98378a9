# verdict: failed
# misconception: nothing-recorded

def slope(f, x):
    w = x.clone().requires_grad_()
    y = f(x).sum()
    y.backward()
    return w.grad
