# verdict: failed
# misconception: prints-instead

def rates(tp, fn, fp, tn):
    print(tp / (tp + fp), tp / (tp + fn), (tp + tn) / (tp + fn + fp + tn))
