# verdict: passed

def row_softmax(scores):
    return scores.softmax(-1)
