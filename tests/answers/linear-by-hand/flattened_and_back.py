# verdict: passed

def linear(x, weight, bias):
    y = torch.mm(x.reshape(-1, x.shape[-1]), weight.t())
    if bias is not None:
        y += bias
    return y.reshape(*x.shape[:-1], len(weight))
