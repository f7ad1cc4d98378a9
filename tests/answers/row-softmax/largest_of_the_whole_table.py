# verdict: failed
# misconception: whole-tables-maximum

def row_softmax(scores):
    powers = (scores - scores.max()).exp()
    return powers / powers.sum(dim=1, keepdim=True)
