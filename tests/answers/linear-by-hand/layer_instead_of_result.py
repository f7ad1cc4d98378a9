# verdict: failed
# misconception: function-not-called

def linear(x, weight, bias):
    return lambda: functional.linear(x, weight, bias)
