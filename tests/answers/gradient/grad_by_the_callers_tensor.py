# verdict: failed
# misconception: differentiated-by-another-tensor

def slope(f, x):
    w = x.clone().requires_grad_()
    return torch.autograd.grad(f(w).sum(), x)[0]
