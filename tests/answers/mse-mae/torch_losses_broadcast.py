# verdict: failed
# misconception: every-prediction-with-every-target

def mse(p, y):
    return functional.mse_loss(p, y)


def mae(p, y):
    return functional.l1_loss(p, y)
