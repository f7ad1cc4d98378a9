# verdict: failed
# misconception: probabilities-returned

def predict(logits, threshold):
    return torch.sigmoid(logits)
