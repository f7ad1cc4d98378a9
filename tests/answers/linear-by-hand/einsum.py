# verdict: passed

def linear(x, weight, bias):
    y = torch.einsum("...i,oi->...o", x, weight)
    return y if bias is None else bias + y
