# verdict: failed

def predict(logits):
    return torch.sigmoid(logits) > 0.5
