# verdict: failed
# misconception: finite-difference

def slope(f, x):
    x = x.double()
    h = 1e-5
    return (f(x + h) - f(x - h)) / (2 * h)
