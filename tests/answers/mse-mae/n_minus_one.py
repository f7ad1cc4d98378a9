# verdict: failed
# misconception: squares-by-n-minus-1
# points: 0.5

def mse(p, y):
    return ((p.flatten() - y.flatten()) ** 2).sum() / (len(p) - 1)


def mae(p, y):
    return (p.flatten() - y.flatten()).abs().mean()
