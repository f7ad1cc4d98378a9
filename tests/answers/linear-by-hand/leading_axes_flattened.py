# verdict: failed
# misconception: leading-axes-flattened

def linear(x, weight, bias):
    y = x.reshape(-1, x.shape[-1]) @ weight.T
    return y if bias is None else y + bias
