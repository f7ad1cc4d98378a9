# verdict: failed
# misconception: other-shape

def row_softmax(scores):
    return scores.softmax(dim=1)[None]
