# verdict: failed
# misconception: differences-of-neighbors

def slope(f, x):
    return torch.gradient(f(x))[0]
