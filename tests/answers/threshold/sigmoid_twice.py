# verdict: failed
# misconception: sigmoid-twice

def predict(logits, threshold):
    probability = torch.sigmoid(logits)
    return torch.sigmoid(probability) > threshold
