# verdict: failed
# misconception: base-two

def row_softmax(scores):
    s = scores - scores.amax(1, keepdim=True)
    return 2**s / (2**s).sum(1, keepdim=True)
