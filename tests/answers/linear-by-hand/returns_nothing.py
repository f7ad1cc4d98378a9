# verdict: failed
# misconception: returns-nothing

def linear(x, weight, bias):
    y = functional.linear(x, weight, bias)
