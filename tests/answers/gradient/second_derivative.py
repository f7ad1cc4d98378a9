# verdict: failed
# misconception: slope-of-the-slope

def slope(f, x):
    w = x.clone().requires_grad_()
    g = torch.autograd.grad(f(w).sum(), w, create_graph=True)[0]
    return torch.autograd.grad(g.sum(), w)[0]
