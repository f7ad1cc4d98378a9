# verdict: failed
# misconception: changes-its-input
# points: 0.5

def mse(p, y):
    p, y = p.flatten(), y.flatten()
    p -= y
    return (p ** 2).mean()


def mae(p, y):
    return (p.flatten() - y.flatten()).abs().mean()
