# verdict: failed

def linear(x, weight, bias):
    return x @ wieght.T + bias
