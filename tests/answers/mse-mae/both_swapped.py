# verdict: failed
# misconception: absolute-for-squared

def mse(p, y):
    return (p.flatten() - y.flatten()).abs().mean()


def mae(p, y):
    return ((p.flatten() - y.flatten()) ** 2).mean()
