"""The key of `rebuild`."""
from __future__ import annotations

from torch import Tensor

from course.checking.facts import Fact, numeric
from course.checking.key import Key, Misconception, Score, Solution
from course.questions.metrics.rebuild import REBUILD

ACCURACY, RECALL, TOLERANCE = 0.98, 0.12, 0.001
RIGHT = ((12, 88), (112, 9788))  # rows actual, columns predicted, fraud first
FORM = "Write two rows of two counts: [[…, …], […, …]]."
NEXT = ("Begin with the frauds: how many are there, and how many of them are found? Then ask how many mistakes 2% of "
        "all payments are, and place the rest of them.")


def judge_matrix(fact: Fact, seed: int) -> Score:
    """Return full points for any table of counts that has both figures, and what is wrong with another."""
    counts = numeric(fact)
    if counts is None:
        return Score(0.0, "`matrix` is no table of numbers.", hint=FORM)
    if counts.shape != (2, 2):
        fits = counts.numel() == 4 and has_both(counts.reshape(2, 2))
        message = f"`matrix` has shape {tuple(counts.shape)} where (2, 2) is expected."
        return Score(0.0, message, "other-shape" if fits else "", FORM)
    if not counts.isfinite().all() or (counts < 0).any() or not counts.sum():
        return Score(0.0, "`matrix` holds what is no count.", hint="A count is 0, 1, 2, … Put four of them.")
    if has_both(counts) and (counts == counts.round()).all():
        return Score(1.0, "")
    return Score(0.0, say_figures(counts), name_fault(counts), NEXT)


def accuracy(counts: Tensor) -> float:
    return share(counts.diagonal().sum().item(), counts.sum().item())


def recall(counts: Tensor) -> float:
    return share(counts[0, 0].item(), counts[0].sum().item())


def share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def is_near(value: float, figure: float) -> bool:
    return abs(value - figure) <= TOLERANCE + 1e-9


def has_both(counts: Tensor) -> bool:
    return is_near(accuracy(counts), ACCURACY) and is_near(recall(counts), RECALL)


def say_figures(counts: Tensor) -> str:
    return f"Its accuracy is {accuracy(counts):.4f}, its recall {recall(counts):.4f}."


def name_fault(counts: Tensor) -> str:
    """Return the misconception that a table shows, or ""."""
    if has_both(counts):
        return "shares-for-counts"  # the figures are right, so the numbers are not whole
    faults = {
        "recall-and-precision-swapped": has_both(counts.T),
        "honest-payments-first": has_both(counts.flip(0, 1)) or has_both(counts.flip(0, 1).T),
        "recall-is-what-is-missed": is_near(accuracy(counts), ACCURACY) and is_near(recall(counts), 1 - RECALL),
        "accuracy-of-the-honest": is_near(recall(counts), RECALL)
                                  and is_near(share(counts[1, 1].item(), counts[1].sum().item()), ACCURACY),
        "finds-no-fraud": is_near(accuracy(counts), ACCURACY) and counts[0, 0] == 0 < counts[0, 1],
    }
    return next((name for name, is_shown in faults.items() if is_shown), "")


REBUILD_KEY = Key(REBUILD, (
    Solution(
        REBUILD["matrix"], RIGHT,
        (
            Misconception(
                "recall-and-precision-swapped",
                "Your 12% stand in the first column: of the payments that were *marked*, so many are frauds. That is "
                "the precision. Recall asks along the first row: of the frauds that are there, how many are found?",
                (((12, 112), (88, 9788)), ((3, 0), (22, 1075))),
            ),
            Misconception(
                "honest-payments-first",
                "The counts are right, and scikit-learn prints them in this order. In this course the class to be "
                "found comes first, in the rows and in the columns. Exchange the rows, then the columns.",
                (((9788, 112), (88, 12)), ((9788, 88), (112, 12))),
            ),
            Misconception(
                "recall-is-what-is-missed",
                "With these counts the model finds 88% of the frauds. The report says that it finds 12%, and 88% "
                "pass. Exchange found and missed, then see how many mistakes are left for the accuracy.",
                (((88, 12), (188, 9712)),),
            ),
            Misconception(
                "accuracy-of-the-honest",
                "Of the honest payments 98% are classified correctly. But accuracy counts all payments, and the missed "
                "frauds are mistakes too. Divide the whole diagonal by all four counts.",
                (((12, 88), (20, 980)), ((120, 880), (200, 9800))),
            ),
            Misconception(
                "finds-no-fraud",
                "This model finds no fraud at all. Its accuracy is right, which shows how little that says. But the "
                "recall is 0: let it find 12 of 100 frauds.",
                (((0, 20), (0, 980)), ((0, 100), (100, 9800))),
            ),
            Misconception(
                "shares-for-counts",
                "The proportions are right, both figures come out. But a confusion matrix counts payments, and there "
                "is no half of one. Multiply all four by the same number until they are whole.",
                (((0.0012, 0.0088), (0.0112, 0.9788)), ((1.2, 8.8), (11.2, 978.8))),
            ),
        ),
        score=judge_matrix,
    ),
))
