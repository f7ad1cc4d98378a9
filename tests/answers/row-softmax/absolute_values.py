# verdict: failed
# misconception: absolute-values-shared

def row_softmax(scores):
    return scores.abs() / scores.abs().sum(dim=1, keepdim=True)
