# verdict: failed
# misconception: every-prediction-with-every-target

def mse(p, y):
    return ((p - y) ** 2).mean()


def mae(p, y):
    return (p - y).abs().mean()
