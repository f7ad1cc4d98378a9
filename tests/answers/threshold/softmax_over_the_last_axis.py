# verdict: failed
# misconception: softmax-over-the-cases

def predict(logits, threshold):
    return functional.softmax(logits, dim=-1) > threshold
