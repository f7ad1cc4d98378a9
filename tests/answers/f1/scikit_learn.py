# verdict: passed

from sklearn.metrics import precision_recall_fscore_support


def precision_recall_f1(tp, fp, fn):
    actual = [1] * tp + [0] * fp + [1] * fn
    said = [1] * tp + [1] * fp + [0] * fn
    if not actual:
        return 0.0, 0.0, 0.0
    return precision_recall_fscore_support(actual, said, average="binary", zero_division=0)[:3]
