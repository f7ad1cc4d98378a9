# verdict: failed
# misconception: another-divisor

def row_softmax(scores):
    s = scores - scores.amax(1, keepdim=True)
    return s.exp() / s.sum(1, keepdim=True)
