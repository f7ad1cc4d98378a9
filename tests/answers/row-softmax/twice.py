# verdict: failed
# misconception: softmax-twice

def row_softmax(scores):
    return torch.softmax(functional.softmax(scores, dim=1), dim=1)
