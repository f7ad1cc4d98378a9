# verdict: failed
# misconception: single-axes-squeezed

def linear(x, weight, bias):
    y = (x @ weight.T).squeeze()
    return y if bias is None else (y + bias).squeeze()
