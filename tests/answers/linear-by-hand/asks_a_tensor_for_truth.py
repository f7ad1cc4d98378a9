# verdict: failed
# misconception: truth-of-a-tensor

def linear(x, weight, bias):
    y = x @ weight.T
    if bias:
        y = y + bias
    return y
