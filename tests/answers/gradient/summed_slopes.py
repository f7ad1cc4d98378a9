# verdict: failed
# misconception: slopes-added-up

def slope(f, x):
    copy = x.clone().requires_grad_()
    return torch.autograd.grad(f(copy).sum(), copy)[0].sum()
