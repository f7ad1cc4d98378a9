# verdict: failed
# misconception: other-shape

def predict(logits, threshold):
    return (torch.sigmoid(logits) > threshold).flatten()
