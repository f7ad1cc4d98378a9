# verdict: failed
# misconception: bias-subtracted

def linear(x, weight, bias):
    y = x @ weight.T
    return y if bias is None else y - bias
