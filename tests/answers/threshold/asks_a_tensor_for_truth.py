# verdict: failed
# misconception: truth-of-a-tensor

def predict(logits, threshold):
    return True if torch.sigmoid(logits) > threshold else False
