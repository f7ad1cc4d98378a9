# verdict: passed

def predict(logits, threshold):
    both = torch.stack([torch.zeros_like(logits), logits], dim=-1)
    return both.softmax(dim=-1)[..., 1] > threshold
