# verdict: failed

def row_softmax(scores):
    return torch.softmax(scores.long(), dim=1)
