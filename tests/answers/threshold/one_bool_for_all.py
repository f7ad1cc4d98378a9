# verdict: failed

def predict(logits, threshold):
    return bool((torch.sigmoid(logits) > threshold).all())
