# verdict: failed
# misconception: returns-nothing

def row_softmax(scores):
    scores = scores.softmax(dim=1)
