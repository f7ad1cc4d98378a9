# verdict: passed

def mse(p, y):
    errors = p.reshape(y.shape) - y
    return errors.square().mean().item()


def mae(p, y):
    errors = p.reshape(y.shape) - y
    return errors.abs().mean().item()
