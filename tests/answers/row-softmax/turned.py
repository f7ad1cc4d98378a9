# verdict: failed
# misconception: table-turned

def row_softmax(scores):
    return functional.softmax(scores.T, dim=1)
