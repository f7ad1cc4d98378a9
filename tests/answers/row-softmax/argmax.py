# verdict: failed
# misconception: place-of-the-largest

def row_softmax(scores):
    return torch.argmax(scores, dim=1)
