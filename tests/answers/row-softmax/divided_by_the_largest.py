# verdict: failed
# misconception: divided-by-the-maximum

def row_softmax(scores):
    s = scores / scores.amax(1, keepdim=True)
    return s.exp() / s.exp().sum(1, keepdim=True)
