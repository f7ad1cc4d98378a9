# verdict: failed
# misconception: mean-for-sum

def slope(f, x):
    copy = x.detach().clone().requires_grad_()
    y = f(copy)
    (y.sum() / y.numel()).backward()
    return copy.grad
