# verdict: failed
# misconception: graph-on-callers-tensor

def slope(f, x):
    x = x.requires_grad_()
    return torch.autograd.grad(f(x), x, torch.ones_like(x))[0]
