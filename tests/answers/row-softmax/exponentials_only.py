# verdict: failed
# misconception: not-divided

def row_softmax(scores):
    return torch.exp(scores - scores.amax(1, keepdim=True))
