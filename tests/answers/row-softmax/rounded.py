# verdict: failed
# misconception: rounded

def row_softmax(scores):
    return scores.softmax(dim=1).round(decimals=2)
