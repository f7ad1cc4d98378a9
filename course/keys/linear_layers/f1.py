"""The key of `f1`."""
from __future__ import annotations

import math
from functools import partial
from itertools import permutations

from course.checking.key import Key, Misconception, Solution
from course.keys.linear_layers.f1_ways import (
    change_each,
    f1_by,
    guarded_by_the_errors,
    none_if_any_zero,
    one_zero,
    or_error,
    or_floor,
    or_nan,
    or_one,
    or_zero,
    over_everything,
    partly_guarded,
    reordered,
    scores,
    scores_of,
    shares_by,
    with_any_zero,
    wrong_ones,
)
from course.questions.linear_layers.f1 import F1

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
                "F1 is the same either way, so this is easily missed: precision and recall have changed places. "
                "Precision divides by TP + FP, the alarms. The arguments come as `tp, fp, fn`, and precision goes "
                "out first: which of the two did you turn around?",
                with_any_zero(swap=True),
            ),
            Misconception(
                "arguments-in-another-order",
                "The formulas look right. But the three counts come as `tp, fp, fn`, and yours are taken in another "
                "order. Names don't matter to the caller, places do. Keep them as the lesson gives them.",
                tuple(lambda *counts, way=way, order=order: way(*(counts[i] for i in order))
                      for way in (scores(), scores(share=or_error))
                      for order in permutations(range(3)) if order not in ((0, 1, 2), (0, 2, 1))),
            ),
            Misconception(
                "undefined-as-nan",
                "0/0 has no value, so nan is honest. But one nan in a report makes every mean nan. The convention, "
                "also scikit-learn's, is 0: what finds nothing earns nothing. Return 0 where the denominator is 0.",
                (scores(share=or_nan), scores(divide=or_nan)),
            ),
            Misconception(
                "division-by-zero",
                "Your formulas are right where there is something to divide by. But each of the three can come to "
                "0/0: TP + FP is 0 without an alarm, and P + R is 0 whenever TP is. Return 0 for such a number.",
                (*(partly_guarded(*which) for which in ((), (2,), (0, 2), (1, 2))),
                 *(partly_guarded(which, early=True) for which in (0, 1))),
            ),
            Misconception(
                "undefined-as-one",
                "No alarm was wrong, so full marks seem fair. But then the model that never says yes has the best "
                "precision of all. The convention is 0: what finds nothing earns nothing.",
                (scores(share=or_one), scores(share=or_one, divide=or_zero), scores(share=or_one, divide=or_error)),
            ),
            Misconception(
                "guards-another-number",
                "You thought of 0, which is right. But a count of 0 isn't yet 0/0: without a false alarm, precision "
                "is 1, not 0. Ask whether the whole denominator is 0.",
                (none_if_any_zero, guarded_by_the_errors),
            ),
            Misconception(
                "one-zero-for-three-numbers",
                "Where nothing is found, all three are 0, and you saw that. But the caller takes three numbers apart, "
                "and a single 0 can't be. Return three of them in every case.",
                (one_zero,),
            ),
            Misconception(
                "something-added-below",
                "Adding to the denominator does avoid 0/0. But it also changes every number that was fine: a perfect "
                "model stays below 1. Leave the formulas as they are, and treat a denominator of 0 on its own.",
                shares_by(lambda tp, wrong: tp / (tp + wrong + 1))
                + tuple(scores(share=share, divide=divide) for share, divide in (
                    (lambda part, whole: part / (whole + 1), None), (or_zero, lambda part, whole: part / (whole + 1))))
                + f1_by(lambda tp, fp, fn, divide: 2 * tp / (2 * tp + fp + fn + 1)),
            ),
            Misconception(
                "factor-2-forgotten",
                "The product over the sum is most of the formula. Without the factor 2 even a perfect model gets one "
                "half: 1 × 1 / (1 + 1). Put the 2 in front.",
                with_any_zero(lambda p, r, divide: divide(p * r, p + r)),
            ),
            Misconception(
                "product-for-f1",
                "The product is small when either is small, too. But it's below both: 0.9 and 0.9 give 0.81. The "
                "harmonic mean lies between the two. Use the whole formula, with 2 in front and the sum below.",
                with_any_zero(lambda p, r, divide: p * r),
            ),
            Misconception(
                "sum-forgotten",
                "The numerator is right. But without its denominator this can even pass 1: 0.9 and 0.9 give 1.62. "
                "Divide by the sum of the two.",
                with_any_zero(lambda p, r, divide: 2 * p * r),
            ),
            Misconception(
                "sum-of-both",
                "Both count, so adding them up is a start. But a perfect model would get 2, where 1 is the most there "
                "is. F1 is a mean of the two, the harmonic one. Use the formula above.",
                with_any_zero(lambda p, r, divide: p + r),
            ),
            Misconception(
                "geometric-mean",
                "The root of the product also lies between the two and falls with each. But it's another mean, a "
                "little more forgiving. F1 is the harmonic one: use the formula above.",
                with_any_zero(lambda p, r, divide: math.sqrt(p * r)),
            ),
            Misconception(
                "smaller-of-the-two",
                "F1 does lean toward the smaller one. But it isn't the smaller one itself: with a perfect other half, "
                "it should rise a little. Use the formula above.",
                with_any_zero(lambda p, r, divide: min(p, r)),
            ),
            Misconception(
                "iou-for-f1",
                "Precision and recall are right. F1 from counts does have TP on top and all three below. But TP "
                "belongs in it twice, above and below: it's there once for each of the two. Or use P and R.",
                f1_by(lambda tp, fp, fn, divide: divide(tp, tp + fp + fn)),
            ),
            Misconception(
                "tp-over-everything",
                "TP over all three counts is a share too, but not precision, which asks only about the alarms. "
                "Divide by TP + FP.",
                (over_everything,),
            ),
            Misconception(
                "one-share-twice",
                "One of the two is right, and the other is the same number again. Precision divides by TP + FP, the "
                "alarms; recall by TP + FN, the ill. Compare your two lines letter by letter.",
                tuple(scores_of(other) for other in (0, 1)),
            ),
            Misconception(
                "share-of-the-wrong-ones",
                "The denominators are right. But on top stands what went wrong, so a perfect model would get 0. "
                "Put the right ones, TP, on top of both.",
                (partial(wrong_ones, or_zero), partial(wrong_ones, or_error)),
            ),
            Misconception(
                "brackets-missing",
                "Read aloud, it's the right formula. But Python divides before it adds, so only the first number "
                "behind `/` is in the denominator of F1. Put brackets around the sum.",
                with_any_zero(lambda p, r, divide: divide(2 * p * r, p) + r),
            ),
            Misconception(
                "brackets-missing-in-the-shares",
                "Read aloud, they're the right formulas. But Python divides before it adds, so `tp / tp + fp` is "
                "1 + FP. Put brackets around each denominator.",
                shares_by(lambda tp, wrong: tp / tp + wrong),
            ),
            Misconception(
                "whole-division",
                "`//` rounds down, and all three numbers lie between 0 and 1, so nearly all of them become 0. "
                "Use `/`, also where whole numbers meet.",
                (lambda tp, fp, fn: (or_floor(tp, tp + fp), or_floor(tp, tp + fn), or_floor(2 * tp, 2 * tp + fp + fn)),
                 *(scores(share=or_floor, divide=divide) for divide in (or_floor, or_zero, or_error)),
                 scores(share=lambda part, whole: part // whole)),
            ),
            Misconception(
                "f1-alone",
                "The F1 is right. But asked for are three numbers, since F1 alone doesn't tell which of the two pulls "
                "it down. Return precision, recall and F1, in this order.",
                reordered(lambda three: three[2]),
            ),
            Misconception(
                "f1-left-out",
                "Precision and recall are right. But the third number is missing, which joins them. Return all three.",
                reordered(lambda three: three[:2]),
            ),
            Misconception(
                "results-in-another-order",
                "All three numbers are right, only their order isn't. Return precision, then recall, then F1.",
                tuple(way for order in ((0, 2, 1), (1, 2, 0), (2, 0, 1), (2, 1, 0))
                      for way in reordered(lambda three, order=order: tuple(three[i] for i in order))),
            ),
            Misconception(
                "percent-for-shares",
                "The numbers are right as percentages, and people say them so. Code that reads them expects shares, "
                "where 1 is everything. Leave out the factor 100.",
                (change_each(lambda score: 100 * score),),
            ),
            Misconception(
                "rounded",
                "A few digits read well in a report. But a function that rounds hands its error on to whatever is "
                "computed next. Return the numbers as they are, and round where they're shown.",
                (change_each(lambda score: round(score, 2)), change_each(lambda score: round(score, 1)),
                 change_each(round)),
            ),
        ),
        atol=5e-4,
    ),
))
