# verdict: passed

def linear(x, weight, bias):
    device = "cuda" if torch.cuda.is_available() else "cpu"
    y = x.to(device) @ weight.to(device).T
    return y if bias is None else y + bias.to(device)
