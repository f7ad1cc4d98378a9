# verdict: failed
# misconception: function-not-called

def slope(f, x):
    x = x.clone().requires_grad_()
    f(x).sum().backward()
    return x.grad.clone
