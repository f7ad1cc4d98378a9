# verdict: failed
# misconception: changes-its-input

def slope(f, x):
    copy = x.clone().requires_grad_()
    f(copy).sum().backward()
    x += copy.grad
    return copy.grad
