# verdict: passed

from fractions import Fraction


def is_learning(losses, accuracy, n_classes):
    above = Fraction(accuracy).limit_denominator(1000) - Fraction(1, n_classes)
    return not (losses[-1] >= losses[0] or above <= 0)
