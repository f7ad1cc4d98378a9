# verdict: failed
# misconception: root-taken
# points: 0.5

def mse(p, y):
    return ((p.flatten() - y.flatten()) ** 2).mean() ** 0.5


def mae(p, y):
    return (p.flatten() - y.flatten()).abs().mean()
