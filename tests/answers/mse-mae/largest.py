# verdict: failed
# misconception: largest-error
# points: 0.5

def mse(p, y):
    return functional.mse_loss(p.flatten(), y.flatten())


def mae(p, y):
    return max(abs(p.flatten() - y.flatten()))
