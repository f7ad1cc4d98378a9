# verdict: failed
# misconception: variance-of-the-errors
# points: 0.5

def mse(p, y):
    return (p.flatten() - y.flatten()).var()


def mae(p, y):
    return functional.l1_loss(p.flatten(), y.flatten())
