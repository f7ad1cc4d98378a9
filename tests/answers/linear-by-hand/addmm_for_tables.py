# verdict: failed
# misconception: only-two-axes

def linear(x, weight, bias):
    return torch.addmm(bias, x, weight.T)
