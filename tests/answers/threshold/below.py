# verdict: failed
# misconception: below-for-above

def predict(logits, threshold):
    return torch.sigmoid(logits) < threshold
