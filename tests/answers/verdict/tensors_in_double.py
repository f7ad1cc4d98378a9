# verdict: passed

def verdict(accuracy, precision, recall):
    scores = torch.tensor([accuracy, precision, recall], dtype=torch.float64)
    if (scores > 0.8).all():
        return "good"
    return "bad" if (scores < torch.tensor([0.6, 0.5, 0.5], dtype=torch.float64)).any() else "unclear"
