# verdict: failed
# misconception: threshold-ignored

def predict(logits, threshold):
    return logits > 0
