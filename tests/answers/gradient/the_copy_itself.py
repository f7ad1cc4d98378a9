# verdict: failed
# misconception: point-for-slope

def slope(f, x):
    w = x.clone().requires_grad_()
    f(w).sum().backward()
    return w
