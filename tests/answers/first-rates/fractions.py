# verdict: passed

from fractions import Fraction


def rates(tp, fn, fp, tn):
    return Fraction(tp, tp + fp), Fraction(tp, tp + fn), Fraction(tp + tn, tp + fn + fp + tn)
