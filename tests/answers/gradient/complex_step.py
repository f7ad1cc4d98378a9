# verdict: failed
# misconception: finite-difference

def slope(f, x):
    h = 1e-6
    return f(torch.complex(x, torch.full_like(x, h))).imag / h
