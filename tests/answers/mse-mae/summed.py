# verdict: failed
# misconception: squares-summed
# points: 0.5

def mse(p, y):
    return ((p.flatten() - y.flatten()) ** 2).sum()


def mae(p, y):
    return (p.flatten() - y.flatten()).abs().mean()
