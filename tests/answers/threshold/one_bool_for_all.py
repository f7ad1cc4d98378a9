# verdict: failed
# misconception: one-answer-for-all

def predict(logits, threshold):
    return bool((torch.sigmoid(logits) > threshold).all())
