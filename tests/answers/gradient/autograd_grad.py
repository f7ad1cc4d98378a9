# verdict: passed

def slope(f, x):
    point = x.detach().clone().requires_grad_()
    (gradient,) = torch.autograd.grad(f(point).sum(), point)
    return gradient
