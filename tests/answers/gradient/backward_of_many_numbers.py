# verdict: failed
# misconception: backward-of-many-numbers

def slope(f, x):
    x = x.clone().requires_grad_()
    f(x).backward()
    return x.grad
