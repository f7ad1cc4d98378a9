# verdict: passed

def linear(x, weight, bias):
    x *= 2
    y = x @ weight.T / 2
    x /= 2
    return y if bias is None else y + bias
