# verdict: failed
# misconception: outputs-in-the-rows

def linear(x, weight, bias):
    y = weight @ x.T
    if bias is None:
        return y
    return y + bias
