# verdict: failed
# misconception: threshold-on-the-logits

def predict(logits, threshold):
    return torch.sigmoid(logits) > torch.sigmoid(torch.tensor(threshold))
