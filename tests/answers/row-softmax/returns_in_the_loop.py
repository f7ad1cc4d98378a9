# verdict: failed
# misconception: first-row-only

def row_softmax(scores):
    for row in scores:
        e = torch.exp(row - row.max())
        return e / e.sum()
