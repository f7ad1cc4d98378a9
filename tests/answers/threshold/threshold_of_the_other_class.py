# verdict: failed
# misconception: threshold-turned-around

def predict(logits, threshold):
    return torch.sigmoid(logits) > 1 - threshold
