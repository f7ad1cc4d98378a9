# verdict: failed
# misconception: arguments-swapped

def slope(x, f):
    x = x.clone().requires_grad_()
    return torch.autograd.grad(f(x).sum(), x)[0]
