# verdict: failed
# misconception: winner-takes-all

def row_softmax(scores):
    return functional.one_hot(scores.argmax(dim=1), scores.shape[1]).float()
