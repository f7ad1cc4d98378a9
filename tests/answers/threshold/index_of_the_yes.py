# verdict: failed

def predict(logits, threshold):
    return (torch.sigmoid(logits) > threshold).nonzero()
