# verdict: failed
# misconception: squares-of-one-layout

def mse(p, y):
    return ((p.squeeze(1) - y) ** 2).mean()


def mae(p, y):
    return (p.squeeze(1) - y).abs().mean()
