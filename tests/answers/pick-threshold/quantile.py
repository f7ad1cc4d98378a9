# verdict: failed
# misconception: interpolated-quantile

def pick_threshold(scores, labels, min_recall):
    return torch.quantile(scores["validation"][labels["validation"] == 1], 1 - min_recall)
