# verdict: failed

def slope(f, x):
    xs = x.clone().requires_grad_()
    return torch.autograd.grad(f(xs).sum(), xx)[0]
