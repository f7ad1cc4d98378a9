# verdict: passed

from decimal import Decimal


def rates(tp, fn, fp, tn):
    tp, fn, fp, tn = (Decimal(count) for count in (tp, fn, fp, tn))
    return tp / (tp + fp), tp / (tp + fn), (tp + tn) / sum((tp, fn, fp, tn))
