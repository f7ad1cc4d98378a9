# verdict: failed
# misconception: other-shape

def rates(tp, fn, fp, tn):
    return torch.tensor([[tp / (tp + fp)], [tp / (tp + fn)], [(tp + tn) / (tp + fn + fp + tn)]])
