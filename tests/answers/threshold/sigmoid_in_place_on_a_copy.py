# verdict: passed

def predict(logits, threshold):
    return logits.clone().sigmoid_() > threshold
