# verdict: failed
# points: 0.5

def mse(p, y):
    return mean_squared_error(p, y)


def mae(p, y):
    return (p.flatten() - y.flatten()).abs().mean()
