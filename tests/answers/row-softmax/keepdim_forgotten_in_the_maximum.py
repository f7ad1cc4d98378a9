# verdict: failed
# misconception: keepdim-forgotten

def row_softmax(scores):
    e = torch.exp(scores - scores.max(dim=1)[0])
    return e / e.sum(dim=1, keepdim=True)
