# verdict: failed
# misconception: sigmoid-on-the-threshold

def predict(logits, threshold):
    return logits > torch.sigmoid(torch.tensor(threshold))
