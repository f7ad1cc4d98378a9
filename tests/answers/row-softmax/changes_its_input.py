# verdict: failed
# misconception: changes-its-input

def row_softmax(scores):
    scores -= scores.max(dim=1, keepdim=True).values
    return scores.softmax(dim=1)
