"""The key of `first-rates`."""
from __future__ import annotations

from collections.abc import Callable
from itertools import product

from course.checking.key import Key, Misconception, Solution
from course.questions.first_computation.first_rates import FIRST_RATES

Rates = tuple[float, float, float]


def counted_rates(tp: int, fn: int, fp: int, tn: int) -> Rates:
    return tp / (tp + fp), tp / (tp + fn), (tp + tn) / (tp + fn + fp + tn)


def of_counts(precision: Callable | None = None, recall: Callable | None = None,
              accuracy: Callable | None = None) -> Callable:
    """Return the way with other formulas in place of those of the right one."""
    def rates(*counts: int) -> tuple:
        right = counted_rates(*counts)
        return tuple(formula(*counts) if formula else rate
                     for formula, rate in zip((precision, recall, accuracy), right))
    return rates


def of_rates(change: Callable) -> Callable:
    """Return the way that makes something else of the three right numbers."""
    return lambda *counts: change(*counted_rates(*counts))


def called_with(*order: str) -> Callable:
    """Return the way with the right formulas and its arguments in another order."""
    def rates(*counts: int) -> Rates:
        return counted_rates(**dict(zip(order, counts)))
    return rates


def without_brackets() -> tuple[Callable, ...]:
    """Every mix of formulas with and without their brackets, but the one that has them all."""
    precisions = (None, lambda tp, fn, fp, tn: tp / tp + fp)
    recalls = (None, lambda tp, fn, fp, tn: tp / tp + fn)
    accuracies = (None, lambda tp, fn, fp, tn: tp + tn / (tp + fn + fp + tn),
                  lambda tp, fn, fp, tn: (tp + tn) / tp + fn + fp + tn,
                  lambda tp, fn, fp, tn: tp + tn / tp + fn + fp + tn)
    return tuple(of_counts(*formulas) for formulas in product(precisions, recalls, accuracies) if any(formulas))


def share_of_all(tp: int, fn: int, fp: int, tn: int) -> float:
    return tp / (tp + fn + fp + tn)


FIRST_RATES_KEY = Key(FIRST_RATES, (
    Solution(
        FIRST_RATES["rates"], counted_rates,
        (
            Misconception(
                "precision-recall-swapped",
                "Your precision is the recall, and your recall the precision. Either the two formulas have changed "
                "places, or `fn` and `fp` have: the arguments come as tp, fn, fp, tn. Precision looks at what was "
                "marked (TP and FP), recall at what is there (TP and FN).",
                (of_rates(lambda p, r, a: (r, p, a)),),
                "Precision asks how many of the alarms are real; recall asks how many real ones set off an alarm.",
            ),
            Misconception(
                "arguments-in-another-order",
                "Your formulas may be fine, but the counts land under the wrong names. The check calls `rates(tp, fn, "
                "fp, tn)`: row by row through the matrix. Keep the lesson's order.",
                (called_with("tp", "tn", "fp", "fn"), called_with("tp", "tn", "fn", "fp"),
                 called_with("tp", "fp", "tn", "fn"), called_with("tp", "fn", "tn", "fp"),
                 called_with("tn", "fn", "fp", "tp"), called_with("fp", "tp", "tn", "fn"),
                 called_with("fn", "tp", "tn", "fp"), called_with("fp", "fn", "tp", "tn")),
            ),
            Misconception(
                "returned-in-another-order",
                "All three numbers are right, but they stand in another order than the one asked for. Whoever calls "
                "you reads them by their place. Return precision, recall and accuracy, in this order.",
                (of_rates(lambda p, r, a: (a, p, r)), of_rates(lambda p, r, a: (a, r, p)),
                 of_rates(lambda p, r, a: (p, a, r)), of_rates(lambda p, r, a: (r, a, p))),
            ),
            Misconception(
                "tp-over-everything",
                "Dividing by all cases gives a share, but of the whole table: it asks how common a hit is. Precision "
                "asks how many of the marked ones are right, recall how many of those that are there are found. Which "
                "counts belong in each denominator?",
                (of_counts(precision=share_of_all), of_counts(recall=share_of_all),
                 of_counts(share_of_all, share_of_all)),
            ),
            Misconception(
                "same-denominator-twice",
                "Both start from TP, and one of the two is right. But you divide twice by the same sum. Precision "
                "looks at a column of the matrix, what was marked; recall at a row, what is there.",
                (of_rates(lambda p, r, a: (p, p, a)), of_rates(lambda p, r, a: (r, r, a))),
            ),
            Misconception(
                "right-ones-for-marked-ones",
                "TP and TN are what the filter gets right, and they belong in the accuracy. But precision looks only "
                "at the emails that were *marked*: which two counts are those? Recall is a share of what is there.",
                (of_counts(precision=lambda tp, fn, fp, tn: tp / (tp + tn)),
                 of_counts(recall=lambda tp, fn, fp, tn: tp / (tp + tn)),
                 of_counts(precision=lambda tp, fn, fp, tn: (tp + tn) / (tp + tn + fp)),
                 of_counts(precision=lambda tp, fn, fp, tn: (tp + tn) / (tp + fp))),
            ),
            Misconception(
                "accuracy-without-tn",
                "TP are right answers, but not the only ones: a good email that was left alone is right too. Add TN "
                "to the numerator of the accuracy.",
                (of_counts(accuracy=share_of_all),),
            ),
            Misconception(
                "accuracy-of-some",
                "The numerator is right, but accuracy is a share of *all* emails, and some are missing below the "
                "line. Four counts make them all.",
                (of_counts(accuracy=lambda tp, fn, fp, tn: (tp + tn) / (tp + fp + tn)),
                 of_counts(accuracy=lambda tp, fn, fp, tn: (tp + tn) / (tp + fn + tn)),
                 of_counts(accuracy=lambda tp, fn, fp, tn: (tp + tn) / (fn + fp))),
            ),
            Misconception(
                "error-rate-for-accuracy",
                "FN and FP are the mistakes, and you give their share. Accuracy is the share of the other ones: what "
                "the filter gets right. The two add up to 1.",
                (of_rates(lambda p, r, a: (p, r, 1 - a)),),
            ),
            Misconception(
                "specificity-for-recall",
                "TN / (TN + FP) is a good number to know: how many of the *good* emails are left alone. Recall asks "
                "the same of the spam. Look at the first row of the matrix, not the second.",
                (of_counts(recall=lambda tp, fn, fp, tn: tn / (tn + fp)),),
            ),
            Misconception(
                "positive-is-the-other-class",
                "That's right for the other class: it's as if the good emails were to be found. Either you start from "
                "TN, or your arguments come in scikit-learn's order. Here they come as tp, fn, fp, tn, and TP is "
                "what's found.",
                (lambda tp, fn, fp, tn: counted_rates(tn, fp, fn, tp),),
            ),
            Misconception(
                "whole-number-division",
                "Three zeros are a sign of whole numbers: `//` and `int` throw away what comes after the point, and a "
                "share below 1 has nothing else. Divide with `/`, and keep the digits.",
                (lambda tp, fn, fp, tn: (0, 0, 0),),
            ),
            Misconception(
                "percent-for-rates",
                "The numbers are right as percentages, and people say them so. Code that reads them expects shares, "
                "where 1 is everything. Leave out the factor 100.",
                (of_rates(lambda *rates: tuple(100 * rate for rate in rates)),
                 of_rates(lambda *rates: tuple(round(100 * rate) for rate in rates)),
                 of_rates(lambda *rates: tuple(round(100 * rate, 1) for rate in rates))),
            ),
            Misconception(
                "brackets-missing",
                "Read aloud, it's the right formula. But Python divides before it adds: without brackets, only what "
                "stands right beside `/` is divided. Put brackets around each sum, above and below the line.",
                without_brackets(),
            ),
            Misconception(
                "rounded",
                "A few digits read well in a report. But a function that rounds hands its error on to whatever is "
                "computed next. Return the numbers as they are, and round where they are shown.",
                tuple(of_rates(lambda *rates, n=n: tuple(round(rate, n) for rate in rates)) for n in (2, 1, 0)),
            ),
            Misconception(
                "one-number-returned",
                "One number came back, and three were asked for. The first `return` ends a function: no line after it "
                "runs. Put all three behind a single `return`, with commas.",
                (of_rates(lambda p, r, a: p), of_rates(lambda p, r, a: r), of_rates(lambda p, r, a: a)),
            ),
            Misconception(
                "two-numbers-returned",
                "Two of the three numbers came back, and they're right. The third is missing behind `return`: "
                "precision, recall and accuracy, in this order.",
                (of_rates(lambda p, r, a: (p, r)), of_rates(lambda p, r, a: (p, a)), of_rates(lambda p, r, a: (r, a))),
            ),
            Misconception(
                "named-for-a-tuple",
                "Names for the numbers are a good idea, and the numbers are right. But they're expected by their "
                "place: precision first, then recall, then accuracy. Return just the three, with commas.",
                (of_rates(lambda p, r, a: {"precision": p, "recall": r, "accuracy": a}),),
            ),
            Misconception(
                "other-part-of-the-share",
                "The denominators are right, but above one of them stands the other part: the false alarms, or the "
                "misses. Precision and recall both ask for the hits.",
                (of_rates(lambda p, r, a: (1 - p, r, a)), of_rates(lambda p, r, a: (p, 1 - r, a)),
                 of_rates(lambda p, r, a: (1 - p, 1 - r, a))),
            ),
            Misconception(
                "f1-for-accuracy",
                "2·P·R / (P + R) joins precision and recall in one number, F1; lesson 2 uses it. Accuracy is simpler: "
                "of all emails, how many are classified correctly?",
                (of_rates(lambda p, r, a: (p, r, 2 * p * r / (p + r))),),
            ),
            Misconception(
                "numbers-of-the-lesson",
                "For the lesson's 20 emails that's right. But your function has their numbers built in, and the check "
                "brings other tables too. Compute from the four arguments alone.",
                (lambda *counts: counted_rates(8, 2, 1, 9), of_counts(accuracy=lambda tp, fn, fp, tn: (tp + tn) / 20)),
            ),
            Misconception(
                "balanced-accuracy",
                "The mean of both recalls is called balanced accuracy. It treats both classes alike, however large "
                "they are. Accuracy counts each email once: of all of them, how many are right?",
                (of_counts(accuracy=lambda tp, fn, fp, tn: (tp / (tp + fn) + tn / (tn + fp)) / 2),),
            ),
            Misconception(
                "share-of-the-rest",
                "Dividing the hits by the mistakes compares two parts with each other. A share compares a part with "
                "its whole, and the hits belong to that, too. Add TP below the line.",
                (of_counts(precision=lambda tp, fn, fp, tn: tp / fp), of_counts(recall=lambda tp, fn, fp, tn: tp / fn),
                 of_counts(lambda tp, fn, fp, tn: tp / fp, lambda tp, fn, fp, tn: tp / fn)),
            ),
            Misconception(
                "upside-down",
                "These fractions stand on their heads: a share above 1 is a sign of it. The part goes above the line, "
                "the whole below.",
                (of_rates(lambda p, r, a: (1 / p, 1 / r, a)), of_rates(lambda p, r, a: (1 / p, 1 / r, 1 / a))),
            ),
            Misconception(
                "mean-for-accuracy",
                "The mean of precision and recall looks like a summary. But TN is in neither of the two, and accuracy "
                "needs it: of all emails, how many are classified correctly?",
                (of_rates(lambda p, r, a: (p, r, (p + r) / 2)),),
            ),
            Misconception(
                "counts-taken-for-tensors",
                "The four counts are plain whole numbers, such as 8 and 2, not tensors. They have no `.sum()`, "
                "`.item()` or `.float()`, and they need none: add and divide them as they are.",
                (lambda tp, fn, fp, tn: tp.sum(), lambda tp, fn, fp, tn: tp.item(), lambda tp, fn, fp, tn: tp.float(),
                 lambda tp, fn, fp, tn: sum(tp)),
            ),
        ),
        atol=5e-4,
    ),
))
