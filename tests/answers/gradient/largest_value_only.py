# verdict: failed
# misconception: largest-or-first-only

def slope(f, x):
    w = x.clone().requires_grad_()
    f(w).max().backward()
    return w.grad
