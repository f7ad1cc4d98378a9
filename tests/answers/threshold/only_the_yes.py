# verdict: failed
# misconception: only-the-yes

def predict(logits, threshold):
    return logits[torch.sigmoid(logits) > threshold]
