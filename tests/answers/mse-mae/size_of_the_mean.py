# verdict: failed
# misconception: absolute-too-late
# points: 0.5

def mse(p, y):
    return ((p.flatten() - y.flatten()) ** 2).mean()


def mae(p, y):
    return abs((p.flatten() - y.flatten()).mean())
