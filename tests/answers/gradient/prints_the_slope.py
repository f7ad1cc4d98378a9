# verdict: failed
# misconception: prints-instead

def slope(f, x):
    x = x.clone().requires_grad_()
    f(x).sum().backward()
    print(x.grad)
