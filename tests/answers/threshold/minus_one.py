# verdict: failed
# misconception: minus-one-for-no

def predict(logits, threshold):
    return torch.where(logits.sigmoid() > threshold, 1.0, -1.0)
