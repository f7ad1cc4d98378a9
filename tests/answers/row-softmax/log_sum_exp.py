# verdict: passed

def row_softmax(scores):
    return torch.exp(scores - torch.logsumexp(scores, dim=1, keepdim=True))
