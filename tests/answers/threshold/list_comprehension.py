# verdict: passed

def predict(logits, threshold):
    if logits.ndim > 1:
        return [predict(part, threshold) for part in logits]
    return [bool(torch.sigmoid(logit) > threshold) for logit in logits]
