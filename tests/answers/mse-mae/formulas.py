# verdict: passed

def mse(p, y):
    return ((p.flatten() - y.flatten()) ** 2).mean()


def mae(p, y):
    return (p.flatten() - y.flatten()).abs().mean()
