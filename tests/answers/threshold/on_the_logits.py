# verdict: failed
# misconception: threshold-on-the-logits

def predict(logits, threshold):
    return logits > threshold
