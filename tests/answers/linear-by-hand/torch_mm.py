# verdict: failed
# misconception: only-two-axes

def linear(x, weight, bias):
    y = torch.mm(x, weight.T)
    return y if bias is None else y + bias
