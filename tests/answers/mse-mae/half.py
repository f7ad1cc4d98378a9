# verdict: failed
# misconception: half-of-the-mse
# points: 0.5

def mse(p, y):
    return 0.5 * ((p.flatten() - y.flatten()) ** 2).mean()


def mae(p, y):
    return (p.flatten() - y.flatten()).abs().mean()
