# verdict: passed

def mse(p, y):
    return functional.mse_loss(p.flatten(), y.flatten())


def mae(p, y):
    return functional.l1_loss(p.flatten(), y.flatten())
