# verdict: failed
# misconception: max-pair-not-opened

def row_softmax(scores):
    m = scores.max(dim=1, keepdim=True)
    e = torch.exp(scores - m)
    return e / e.sum(dim=1, keepdim=True)
