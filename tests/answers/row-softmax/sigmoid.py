# verdict: failed
# misconception: sigmoid-for-softmax

def row_softmax(scores):
    return 1 / (1 + torch.exp(-scores))
