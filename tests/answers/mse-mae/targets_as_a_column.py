# verdict: failed
# misconception: sizes-of-one-layout
# points: 0.5

def mse(p, y):
    p, y = p.reshape(-1), y.reshape(-1)
    return ((p - y) ** 2).mean()


def mae(p, y):
    return (p - y.unsqueeze(1)).abs().mean()
