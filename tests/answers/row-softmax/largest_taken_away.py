# verdict: passed

def row_softmax(scores):
    shifted = scores - scores.max(dim=1, keepdim=True).values
    powers = shifted.exp()
    return powers / powers.sum(dim=1, keepdim=True)
