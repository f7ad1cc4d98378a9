# verdict: failed
# misconception: logarithms-returned

def row_softmax(scores):
    return scores.log_softmax(dim=1)
