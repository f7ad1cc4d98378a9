# verdict: failed
# misconception: weight-not-transposed

def linear(x, weight, bias):
    return functional.linear(x, weight.T, bias)
