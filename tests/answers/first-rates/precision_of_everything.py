# verdict: failed
# misconception: tp-over-everything

def rates(tp, fn, fp, tn):
    n = tp + fn + fp + tn
    return torch.tensor([tp / n, tp / (tp + fn), 1 - (fp + fn) / n])
