# verdict: passed

def predict(logits, threshold):
    return logits.sigmoid() >= threshold
