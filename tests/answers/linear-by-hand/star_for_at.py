# verdict: failed
# misconception: multiplied-number-by-number

def linear(x, weight, bias):
    y = x * weight
    return y if bias is None else y + bias
