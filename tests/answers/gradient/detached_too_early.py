# verdict: failed
# misconception: nothing-recorded

def slope(f, x):
    x = x.clone().requires_grad_()
    f(x.detach()).sum().backward()
    return x.grad
