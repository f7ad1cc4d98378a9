# verdict: passed

def slope(f, x):
    print("at 0 it is", f(torch.zeros(1)))
    w = x.clone().requires_grad_()
    f(w).sum().backward()
    return w.grad
