# verdict: failed
# misconception: returns-nothing

def slope(f, x):
    x = x.clone().requires_grad_()
    return f(x).sum().backward()
