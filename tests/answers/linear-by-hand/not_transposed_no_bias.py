# verdict: failed
# misconception: weight-not-transposed

def linear(x, weight, bias):
    return x @ weight
