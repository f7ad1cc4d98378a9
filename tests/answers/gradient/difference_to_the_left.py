# verdict: failed
# misconception: finite-difference

def slope(f, x):
    h = torch.full_like(x, 1e-4)
    return (f(x) - f(x - h)) / h
