# verdict: failed

def rates(table):
    (tp, fn), (fp, tn) = table
    return tp / (tp + fp), tp / (tp + fn), (tp + tn) / (tp + fn + fp + tn)
