# verdict: failed
# misconception: at-the-threshold-too

def predict(logits, threshold):
    return logits.sigmoid() >= threshold
