# verdict: failed
# misconception: sizes-not-averaged
# points: 0.5

def mse(p, y):
    return functional.mse_loss(p.flatten(), y.flatten())


def mae(p, y):
    return functional.l1_loss(p.flatten(), y.flatten(), reduction="none")
