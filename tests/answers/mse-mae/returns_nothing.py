# verdict: failed
# misconception: returns-nothing
# points: 0.5

def mse(p, y):
    return ((p.flatten() - y.flatten()) ** 2).mean()


def mae(p, y):
    functional.l1_loss(p.flatten(), y.flatten())
