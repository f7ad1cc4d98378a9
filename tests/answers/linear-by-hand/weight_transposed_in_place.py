# verdict: failed
# misconception: changes-its-input

def linear(x, weight, bias):
    y = x @ weight.t_()
    return y if bias is None else y + bias
