# verdict: failed
# misconception: finite-difference

def slope(f, x, step=1e-6):
    right, left = f(x.add(step)), f(x.sub(step))
    return (right - left) / step / 2
