# verdict: failed

def predict(logits, threshold):
    return sigmoid(logits) > threshold
