# verdict: passed

def predict(logits, threshold):
    excess = torch.special.expit(logits) - threshold
    return torch.heaviside(excess, torch.zeros_like(excess))
