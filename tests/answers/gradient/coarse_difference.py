# verdict: failed
# misconception: finite-difference

def slope(f, x):
    h = 0.01
    rise = f(x + h) - f(x)
    return rise / h
