# verdict: failed
# misconception: columns-maximum

def row_softmax(scores):
    largest = scores.amax(dim=0, keepdim=True)
    e = torch.exp(scores - largest)
    return e / e.sum(dim=1, keepdim=True)
