# verdict: failed
# misconception: value-for-slope

def slope(f, x):
    w = x.clone().requires_grad_()
    y = f(w)
    y.sum().backward()
    return y.detach()
