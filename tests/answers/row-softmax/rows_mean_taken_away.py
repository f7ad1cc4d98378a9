# verdict: failed
# misconception: another-shift

def row_softmax(scores):
    s = scores - scores.mean(1, keepdim=True)
    return s.exp() / s.exp().sum(1, keepdim=True)
