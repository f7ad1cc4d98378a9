# verdict: passed

def mse(p, y):
    pairs = zip(p.flatten().tolist(), y.flatten().tolist())
    return sum((a - b) ** 2 for a, b in pairs) / len(p)


def mae(p, y):
    pairs = zip(p.flatten().tolist(), y.flatten().tolist())
    return sum(abs(a - b) for a, b in pairs) / len(p)
