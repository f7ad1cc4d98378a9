# verdict: failed
# misconception: squared-too-late
# points: 0.5

def mse(p, y):
    return (p.flatten() - y.flatten()).mean() ** 2


def mae(p, y):
    return (p.flatten() - y.flatten()).abs().mean()
