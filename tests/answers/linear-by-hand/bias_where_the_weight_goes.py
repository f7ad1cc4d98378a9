# verdict: failed
# misconception: bias-for-weight

def linear(x, weight, bias):
    return functional.linear(x, bias, weight)
