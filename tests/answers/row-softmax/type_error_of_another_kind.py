# verdict: failed

def row_softmax(scores):
    return torch.exp(scores - scores.max(), "rows")
