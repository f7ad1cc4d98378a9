# verdict: passed

def slope(f, x):
    value, derivative = torch.func.jvp(f, (x,), (torch.ones_like(x),))
    return derivative
