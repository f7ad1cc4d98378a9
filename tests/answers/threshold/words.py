# verdict: failed

def predict(logits, threshold):
    return ["yes" if p > threshold else "no" for p in torch.sigmoid(logits).flatten().tolist()]
