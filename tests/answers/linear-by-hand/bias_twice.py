# verdict: failed
# misconception: bias-twice

def linear(x, weight, bias):
    y = functional.linear(x, weight, bias)
    return y if bias is None else y + bias
