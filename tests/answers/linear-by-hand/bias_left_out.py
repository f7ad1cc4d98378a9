# verdict: failed
# misconception: bias-left-out

def linear(x, weight, bias):
    return x @ weight.T
