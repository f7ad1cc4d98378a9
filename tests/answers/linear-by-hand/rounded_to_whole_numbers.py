# verdict: failed

def linear(x, weight, bias):
    return functional.linear(x, weight, bias).round()
