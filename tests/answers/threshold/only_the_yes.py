# verdict: failed

def predict(logits, threshold):
    return logits[torch.sigmoid(logits) > threshold]
