# verdict: failed
# misconception: softmax-over-all

def row_softmax(scores):
    m = scores.amax(dim=1, keepdim=True)
    e = torch.exp(scores - m)
    return e / torch.sum(e)
