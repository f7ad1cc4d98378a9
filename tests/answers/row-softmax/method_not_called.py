# verdict: failed
# misconception: function-not-called

def row_softmax(scores):
    return scores.softmax
