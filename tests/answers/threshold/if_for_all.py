# verdict: failed
# misconception: truth-of-a-tensor

def predict(logits, threshold):
    p = torch.sigmoid(logits)
    if p > threshold:
        return 1
    return 0
