# verdict: failed
# misconception: sizes-summed
# points: 0.5

def mse(p, y):
    return ((p.flatten() - y.flatten()) ** 2).mean()


def mae(p, y):
    return functional.l1_loss(p.flatten(), y.flatten(), reduction="sum")
