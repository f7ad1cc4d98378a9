"""The key of `first-rates`."""
from __future__ import annotations

from course.checking.key import Key, Misconception, Solution
from course.questions.first_computation.first_rates import FIRST_RATES


def counted_rates(tp: int, fn: int, fp: int, tn: int) -> tuple[float, float, float]:
    return tp / (tp + fp), tp / (tp + fn), (tp + tn) / (tp + fn + fp + tn)


def swapped_rates(tp: int, fn: int, fp: int, tn: int) -> tuple[float, float, float]:
    precision, recall, accuracy = counted_rates(tp, fn, fp, tn)
    return recall, precision, accuracy


def rates_over_all(tp: int, fn: int, fp: int, tn: int) -> tuple[float, float, float]:
    _, recall, accuracy = counted_rates(tp, fn, fp, tn)
    return tp / (tp + fn + fp + tn), recall, accuracy


def accuracy_of_positives(tp: int, fn: int, fp: int, tn: int) -> tuple[float, float, float]:
    precision, recall, _ = counted_rates(tp, fn, fp, tn)
    return precision, recall, tp / (tp + fn + fp + tn)


def rates_in_percent(tp: int, fn: int, fp: int, tn: int) -> tuple[float, ...]:
    return tuple(100 * rate for rate in counted_rates(tp, fn, fp, tn))


def rates_to_two_digits(tp: int, fn: int, fp: int, tn: int) -> tuple[float, ...]:
    return tuple(round(rate, 2) for rate in counted_rates(tp, fn, fp, tn))


def rates_of_negatives(tp: int, fn: int, fp: int, tn: int) -> tuple[float, float, float]:
    return counted_rates(tn, fp, fn, tp)


FIRST_RATES_KEY = Key(FIRST_RATES, (
    Solution(
        FIRST_RATES["rates"], counted_rates,
        (
            Misconception(
                "precision-recall-swapped",
                "Both start from the same TP, so they are easily swapped. Precision looks at what the model marked "
                "(TP and FP), recall at what is there (TP and FN). Check the two denominators.",
                (swapped_rates,),
            ),
            Misconception(
                "tp-over-everything",
                "Dividing by all cases gives a share, but of the whole table: it asks how common a hit is. Precision "
                "asks how many of the marked ones are right. Divide by TP + FP.",
                (rates_over_all,
                 lambda tp, fn, fp, tn: (tp / (tp + fn + fp + tn), tp / (tp + fn + fp + tn),
                                         (tp + tn) / (tp + fn + fp + tn))),
            ),
            Misconception(
                "accuracy-without-tn",
                "TP are right answers, but not the only ones: a good email that was left alone is right too. Add TN to "
                "the numerator of the accuracy.",
                (accuracy_of_positives,),
            ),
            Misconception(
                "positive-is-the-other-class",
                "The formulas are right, but for the other class: you counted the negatives as the ones to be found. "
                "Start from TP, not from TN.",
                (rates_of_negatives,),
            ),
            Misconception(
                "percent-for-rates",
                "The numbers are right as percentages, and people say them so. Code that reads them expects shares, "
                "where 1 is everything. Leave out the factor 100.",
                (rates_in_percent,),
            ),
            Misconception(
                "brackets-missing",
                "Read aloud, it is the right formula. But Python divides before it adds: only the first count after "
                "`/` is in the denominator. Put brackets around each sum, above and below the line.",
                (
                    lambda tp, fn, fp, tn: (tp / tp + fp, tp / tp + fn, tp + tn / (tp + fn + fp + tn)),
                    lambda tp, fn, fp, tn: (tp / tp + fp, tp / tp + fn, (tp + tn) / (tp + fn + fp + tn)),
                    lambda tp, fn, fp, tn: (tp / tp + fp, tp / tp + fn, (tp + tn) / tp + fn + fp + tn),
                    lambda tp, fn, fp, tn: (tp / tp + fp, tp / tp + fn, tp + tn / tp + fn + fp + tn),
                    lambda tp, fn, fp, tn: (tp / (tp + fp), tp / (tp + fn), tp + tn / (tp + fn + fp + tn)),
                    lambda tp, fn, fp, tn: (tp / (tp + fp), tp / (tp + fn), (tp + tn) / tp + fn + fp + tn),
                ),
            ),
            Misconception(
                "rounded-to-two-digits",
                "Two digits read well in a report. But a function that rounds hands its error on to whatever is "
                "computed next. Return the numbers as they are, and round where they are shown.",
                (rates_to_two_digits,),
            ),
        ),
        atol=5e-4,
    ),
))
