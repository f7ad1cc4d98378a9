# verdict: failed
# misconception: other-shape

def linear(x, weight, bias):
    y = functional.linear(x, weight, bias)
    return y.unsqueeze(-1)
