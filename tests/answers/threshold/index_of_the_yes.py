# verdict: failed
# misconception: positions-for-decisions

def predict(logits, threshold):
    return (torch.sigmoid(logits) > threshold).nonzero()
