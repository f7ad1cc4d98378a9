# verdict: passed

def linear(x, weight, bias):
    y = torch.matmul(x, weight.transpose(0, 1))
    if bias is not None:
        y = y + bias
    return y
