# verdict: passed

def slope(f, x):
    with torch.autograd.detect_anomaly():
        x = x.clone().requires_grad_()
        f(x).sum().backward()
    return x.grad
