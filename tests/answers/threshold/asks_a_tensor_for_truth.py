# verdict: failed

def predict(logits, threshold):
    return True if torch.sigmoid(logits) > threshold else False
