# verdict: passed

from sklearn.metrics import accuracy_score, precision_score, recall_score


def rates(tp, fn, fp, tn):
    actual = [1] * tp + [1] * fn + [0] * fp + [0] * tn
    marked = [1] * tp + [0] * fn + [1] * fp + [0] * tn
    return [score(actual, marked) for score in (precision_score, recall_score, accuracy_score)]
