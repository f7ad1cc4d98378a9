# verdict: passed

from torch import nn


def slope(f, x):
    weight = nn.Parameter(x.clone())
    f(weight).sum().backward()
    print("slope:", weight.grad)
    return weight.grad
