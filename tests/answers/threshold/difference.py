# verdict: failed
# misconception: difference-returned

def predict(logits, threshold):
    return torch.sigmoid(logits) - threshold
