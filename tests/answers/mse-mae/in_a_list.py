# verdict: failed
# misconception: other-shape
# points: 0.5

def mse(p, y):
    return [((p.flatten() - y.flatten()) ** 2).mean().item()]


def mae(p, y):
    return (p.flatten() - y.flatten()).abs().mean()
