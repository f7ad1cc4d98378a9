# verdict: failed
# misconception: relative-errors
# points: 0.5

def mse(p, y):
    return ((p.flatten() - y.flatten()) ** 2).mean()


def mae(p, y):
    return ((p.flatten() - y.flatten()) / y.flatten()).abs().mean()
