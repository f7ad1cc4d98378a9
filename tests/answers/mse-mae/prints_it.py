# verdict: failed
# misconception: prints-instead
# points: 0.5

def mse(p, y):
    print(functional.mse_loss(p.flatten(), y.flatten()))


def mae(p, y):
    return (p.flatten() - y.flatten()).abs().mean()
