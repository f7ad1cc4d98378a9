# verdict: failed
# misconception: softmax-over-the-cases

def predict(logits, threshold):
    return torch.softmax(logits, dim=0) > threshold
