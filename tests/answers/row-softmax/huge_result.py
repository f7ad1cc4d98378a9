# verdict: failed

def row_softmax(scores):
    return scores.softmax(dim=1).repeat(100, 100)
