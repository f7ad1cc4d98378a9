"""The key of `f1`."""
from __future__ import annotations

import math
from collections.abc import Callable

from course.checking.key import Key, Misconception, Solution
from course.questions.linear_layers.f1 import F1

Divide = Callable[[float, float], float]
Join = Callable[[float, float, Divide], float]


def or_zero(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def or_nan(part: float, whole: float) -> float:
    return part / whole if whole else math.nan


def or_one(part: float, whole: float) -> float:
    return part / whole if whole else 1.0


def or_error(part: float, whole: float) -> float:
    return part / whole


def harmonic(p: float, r: float, divide: Divide) -> float:
    return divide(2 * p * r, p + r)


def scores(
    join: Join = harmonic, share: Divide = or_zero, divide: Divide | None = None, swap: bool = False,
) -> Callable:
    """Return a way that takes its shares with `share` and joins precision and recall with `join` and `divide`."""
    def precision_recall_f1(tp: int, fp: int, fn: int) -> tuple[float, float, float]:
        precision, recall = share(tp, tp + fp), share(tp, tp + fn)
        f1 = join(precision, recall, divide or share)
        return (recall, precision, f1) if swap else (precision, recall, f1)
    return precision_recall_f1


def with_any_zero(join: Join = harmonic, swap: bool = False) -> tuple[Callable, ...]:
    """The same formula with each habit of treating 0/0."""
    return tuple(scores(join, share, divide, swap) for share, divide in (
        (or_zero, or_zero), (or_error, or_error), (or_nan, or_nan), (or_zero, or_error), (or_zero, or_nan)))


def over_everything(tp: int, fp: int, fn: int) -> tuple[float, float, float]:
    share = or_zero(tp, tp + fp + fn)
    return share, or_zero(tp, tp + fn), harmonic(share, or_zero(tp, tp + fn), or_zero)


def change_each(change: Callable[[float], float]) -> Callable:
    return lambda *counts: tuple(change(score) for score in scores()(*counts))


F1_KEY = Key(F1, (
    Solution(
        F1["precision_recall_f1"], scores(),
        (
            Misconception(
                "arithmetic-mean",
                "Half the sum is the mean that everybody knows. It forgives: precision 1 with recall 0 still gives "
                "one half. F1 is the harmonic mean, which stays nearer to the smaller one. Use the formula above.",
                with_any_zero(lambda p, r, divide: (p + r) / 2),
            ),
            Misconception(
                "precision-and-recall-swapped",
                "Both start from the same TP, and F1 is the same either way, so it is easily missed. Precision looks "
                "at what the model marked (TP and FP), recall at what is there (TP and FN). Check which is which.",
                with_any_zero(swap=True),
            ),
            Misconception(
                "undefined-as-nan",
                "0/0 has no value, so nan is honest. But one nan in a report makes every mean nan. The convention, "
                "also scikit-learn's, is 0: what finds nothing earns nothing. Return 0 where the denominator is 0.",
                (scores(share=or_nan), scores(divide=or_nan)),
            ),
            Misconception(
                "division-by-zero",
                "Your formulas are right where there is something to divide by. A model that predicts no positive has "
                "TP + FP = 0, and where TP is 0 both precision and recall are. Return 0 for such a share.",
                (scores(share=or_error), scores(divide=or_error)),
            ),
            Misconception(
                "undefined-as-one",
                "No alarm was wrong, so full marks seem fair. But then the model that never says yes has the best "
                "precision of all. The convention is 0: what finds nothing earns nothing.",
                (scores(share=or_one), scores(share=or_one, divide=or_zero)),
            ),
            Misconception(
                "factor-2-forgotten",
                "The product over the sum is most of the formula. Without the factor 2 even a perfect model gets one "
                "half: 1 × 1 / (1 + 1). Put the 2 in front.",
                with_any_zero(lambda p, r, divide: divide(p * r, p + r)),
            ),
            Misconception(
                "product-for-f1",
                "The product too is small when either is small. But it is below both: 0.9 and 0.9 give 0.81. The "
                "harmonic mean lies between the two. Divide by their sum as well.",
                with_any_zero(lambda p, r, divide: p * r) + with_any_zero(lambda p, r, divide: 2 * p * r),
            ),
            Misconception(
                "geometric-mean",
                "The root of the product also lies between the two and falls with each. But it is another mean, a "
                "little more forgiving. F1 is the harmonic one: use the formula above.",
                with_any_zero(lambda p, r, divide: math.sqrt(p * r)),
            ),
            Misconception(
                "tp-over-everything",
                "TP over all three counts is a share too, but neither of these two. Precision asks only about the "
                "marked ones. Divide by TP + FP.",
                (over_everything,),
            ),
            Misconception(
                "brackets-missing",
                "Read aloud, it is the right formula. But Python divides before it adds, so only the first number "
                "behind `/` is in the denominator. Put brackets around the sum.",
                with_any_zero(lambda p, r, divide: divide(2 * p * r, p) + r),
            ),
            Misconception(
                "percent-for-shares",
                "The numbers are right as percentages, and people say them so. Code that reads them expects shares, "
                "where 1 is everything. Leave out the factor 100.",
                (change_each(lambda score: 100 * score),),
            ),
            Misconception(
                "rounded-to-two-digits",
                "Two digits read well in a report. But a function that rounds hands its error on to whatever is "
                "computed next. Return the numbers as they are, and round where they are shown.",
                (change_each(lambda score: round(score, 2)),),
            ),
        ),
        atol=5e-4,
    ),
))
