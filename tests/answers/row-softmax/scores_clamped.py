# verdict: failed
# misconception: scores-clamped

def row_softmax(scores):
    return scores.clamp(-80, 80).softmax(dim=1)
