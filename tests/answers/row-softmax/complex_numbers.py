# verdict: failed

def row_softmax(scores):
    return torch.complex(scores.softmax(dim=1), torch.ones_like(scores))
