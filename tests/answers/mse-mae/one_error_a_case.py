# verdict: failed
# misconception: squares-not-averaged
# points: 0.5

def mse(p, y):
    return (p.flatten() - y.flatten()) ** 2


def mae(p, y):
    return (p.flatten() - y.flatten()).abs().mean()
