# verdict: failed
# misconception: reshaped-for-transposed

def linear(x, weight, bias):
    n_out, n_in = weight.shape
    y = x @ weight.reshape(n_in, n_out)
    return y if bias is None else y + bias
