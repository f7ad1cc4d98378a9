# verdict: failed
# misconception: threshold-ignored

def predict(logits, threshold):
    return torch.sigmoid(logits) > 0.5
