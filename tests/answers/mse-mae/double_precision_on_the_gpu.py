# verdict: passed

DEVICE = "cuda" if torch.cuda.is_available() else "cpu"


def move(p, y):
    return p.flatten().to(DEVICE).double(), y.flatten().to(DEVICE).double()


def mse(p, y):
    return functional.mse_loss(*move(p, y))


def mae(p, y):
    return functional.l1_loss(*move(p, y))
