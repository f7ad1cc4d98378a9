# verdict: passed

def row_softmax(scores):
    return scores.T.softmax(dim=0).T
