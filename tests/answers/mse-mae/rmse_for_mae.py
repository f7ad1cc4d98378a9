# verdict: failed
# misconception: root-of-the-mse
# points: 0.5

def mse(p, y):
    return ((p.flatten() - y.flatten()) ** 2).mean()


def mae(p, y):
    return mse(p, y) ** 0.5
