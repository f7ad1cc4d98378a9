# verdict: failed
# misconception: sizes-by-n-minus-1
# points: 0.5

def mse(p, y):
    return functional.mse_loss(p.flatten(), y.flatten())


def mae(p, y):
    return sum(abs(p.flatten() - y.flatten())) / (len(y) - 1)
