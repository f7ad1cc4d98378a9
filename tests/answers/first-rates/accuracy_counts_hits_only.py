# verdict: failed
# misconception: accuracy-without-tn

def rates(tp, fn, fp, tn):
    return [tp / (tp + fp), tp / (tp + fn), tp / sum((tp, fn, fp, tn))]
