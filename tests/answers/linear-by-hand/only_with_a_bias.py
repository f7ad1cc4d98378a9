# verdict: failed
# misconception: nothing-without-a-bias

def linear(x, weight, bias):
    y = torch.matmul(x, weight.T)
    if bias is not None:
        return y + bias
