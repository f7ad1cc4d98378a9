# verdict: passed

from fractions import Fraction


def precision_recall_f1(tp, fp, fn):
    def share(part, whole):
        return Fraction(part, whole) if whole else Fraction(0)
    return share(tp, tp + fp), share(tp, tp + fn), share(2 * tp, 2 * tp + fp + fn)
