# verdict: passed

def row_softmax(scores):
    return functional.softmax(scores, dim=1)
