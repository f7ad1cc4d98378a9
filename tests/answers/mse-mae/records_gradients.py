# verdict: passed

def mse(p, y):
    p = p.clone().requires_grad_()
    return functional.mse_loss(p.flatten(), y.flatten())


def mae(p, y):
    return (p.flatten() - y.flatten()).abs().mean()
