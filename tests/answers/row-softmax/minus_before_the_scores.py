# verdict: failed
# misconception: sign-turned

def row_softmax(scores):
    e = torch.exp(-(scores - scores.amin(1, keepdim=True)))
    return e / e.sum(1, keepdim=True)
