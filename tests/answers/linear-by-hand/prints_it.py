# verdict: failed
# misconception: prints-instead

def linear(x, weight, bias):
    print(functional.linear(x, weight, bias))
