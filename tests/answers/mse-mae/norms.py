# verdict: failed
# misconception: root-of-the-sum

def mse(p, y):
    return torch.linalg.norm(p.flatten() - y.flatten())


def mae(p, y):
    return torch.linalg.norm(p.flatten() - y.flatten(), ord=1)
