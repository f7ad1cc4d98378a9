# verdict: failed
# misconception: bias-as-a-column

def linear(x, weight, bias):
    y = x @ weight.T
    if bias is not None:
        y = y + bias.unsqueeze(1)
    return y
