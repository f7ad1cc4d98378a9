# verdict: failed
# misconception: copy-made-too-late

def slope(f, x):
    w = x.requires_grad_().clone()
    f(w).sum().backward()
    return w.grad
