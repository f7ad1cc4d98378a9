# verdict: failed
# misconception: finite-difference

def slope(f, x):
    h = 3e-3
    return (f(x + h) - f(x - h)) / (2 * h)
