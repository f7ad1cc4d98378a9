# verdict: passed

def precision_recall_f1(tp, fp, fn):
    tp, fp, fn = torch.tensor([tp, fp, fn], dtype=torch.float64)
    rates = torch.stack([tp / (tp + fp), tp / (tp + fn), 2 * tp / (2 * tp + fp + fn)]).nan_to_num(0.0)
    print("rates", rates)
    return rates
