# verdict: failed
# misconception: missing-bias-not-handled

def linear(x, weight, bias):
    return x @ weight.T + bias
