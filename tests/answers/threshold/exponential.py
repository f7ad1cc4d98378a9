# verdict: passed

def predict(logits, threshold):
    probability = 1 / (1 + torch.exp(-logits))
    print(probability)
    return torch.where(probability > threshold, 1, 0)
