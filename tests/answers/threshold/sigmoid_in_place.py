# verdict: failed
# misconception: changes-its-input

def predict(logits, threshold):
    return logits.sigmoid_() > threshold
