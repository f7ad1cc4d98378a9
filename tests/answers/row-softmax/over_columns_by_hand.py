# verdict: failed
# misconception: softmax-over-columns

def row_softmax(scores):
    powers = (scores - scores.max(dim=0).values).exp()
    return powers / powers.sum(dim=0)
