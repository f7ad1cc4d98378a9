# verdict: failed
# misconception: weight-not-transposed

def linear(x, weight, bias):
    y = x @ weight
    return y if bias is None else y + bias
