# verdict: failed
# misconception: absolute-for-squared
# points: 0.5

def mse(p, y):
    return (p.flatten() - y.flatten()).abs().mean()


def mae(p, y):
    return (p.flatten() - y.flatten()).abs().mean()
