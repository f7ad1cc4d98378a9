# verdict: failed

def linear(x, weight):
    return x @ weight.T
