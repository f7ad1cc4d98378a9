# verdict: passed

def predict(logits, threshold):
    return ~(torch.sigmoid(logits) <= threshold)
