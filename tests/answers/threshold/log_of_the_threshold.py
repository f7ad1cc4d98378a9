# verdict: failed
# misconception: logarithm-for-logit

def predict(logits, threshold):
    return logits > torch.tensor(threshold).log()
