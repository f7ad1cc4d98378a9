# verdict: failed
# misconception: undefined-as-nan

def precision_recall_f1(tp, fp, fn):
    tp, fp, fn = torch.tensor([tp, fp, fn]).double()
    precision, recall = tp / (tp + fp), tp / (tp + fn)
    return precision, recall, 2 * precision * recall / (precision + recall)
