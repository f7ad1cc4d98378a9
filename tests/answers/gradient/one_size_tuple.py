# verdict: failed
# misconception: tuple-of-gradients

def slope(f, x):
    x = x.clone().requires_grad_()
    return torch.autograd.grad(f(x).sum(), x)
