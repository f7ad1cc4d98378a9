# verdict: failed
# misconception: softmax-without-exp

def row_softmax(scores):
    return torch.stack([row / row.sum() for row in scores])
