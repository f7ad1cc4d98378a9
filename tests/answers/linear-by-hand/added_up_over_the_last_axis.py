# verdict: passed

def linear(x, weight, bias):
    y = (x[..., None, :] * weight).sum(dim=-1)
    if bias is None:
        return y
    return y + bias
