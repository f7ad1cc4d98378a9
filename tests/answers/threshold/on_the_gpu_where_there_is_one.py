# verdict: passed

def predict(logits, threshold):
    device = "cuda" if torch.cuda.is_available() else "cpu"
    return torch.sigmoid(logits.to(device)) > threshold
