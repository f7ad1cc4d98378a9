# verdict: failed
# misconception: changes-its-input

def linear(x, weight, bias):
    y = functional.linear(x, weight, bias)
    x += 1
    return y
