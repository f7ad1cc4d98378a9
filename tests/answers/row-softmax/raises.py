# verdict: failed

def row_softmax(scores):
    return scores.softmax(dim=2)
