# verdict: passed

def predict(logits, threshold):
    return (logits > torch.logit(torch.tensor(threshold))).float()
