# verdict: failed
# misconception: backward-of-many-numbers

def slope(f, x):
    x.requires_grad = True
    y = f(x)
    y.backward()
    return x.grad
