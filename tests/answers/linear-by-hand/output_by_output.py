# verdict: passed

def linear(x, weight, bias):
    if bias is None:
        bias = torch.zeros(len(weight))
    return torch.stack([(x * row).sum(-1) + b for row, b in zip(weight, bias)], dim=-1)
