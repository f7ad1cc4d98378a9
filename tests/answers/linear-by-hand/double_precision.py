# verdict: passed

def linear(x, weight, bias):
    y = x.double() @ weight.double().T
    return y if bias is None else y + bias.double()
