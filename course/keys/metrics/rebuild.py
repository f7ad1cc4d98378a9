"""The key of `rebuild`."""
from __future__ import annotations

from torch import Tensor

from course.checking.facts import Fact, numeric
from course.checking.key import Key, Misconception, Score, Solution
from course.questions.metrics.rebuild import REBUILD

ACCURACY, RECALL, TOLERANCE = 0.98, 0.12, 0.001
NEARLY = 0.03  # what is meant to be a recall of 0.12, and does not come out
RIGHT = ((12, 88), (112, 9788))  # rows actual, columns predicted, fraud first
FORM = "Write two rows of two counts: [[…, …], […, …]]."
NEXT = ("Begin with the frauds: how many are there, and how many of them are found? Then ask how many mistakes 2% of "
        "all payments are, and place the rest of them.")


def judge_matrix(fact: Fact, seed: int) -> Score:
    """Return full points for any table of counts that has both figures, and what is wrong with another."""
    counts = numeric(fact)
    if counts is None:
        return Score(0.0, "`matrix` is no table of numbers.", name_form(fact), FORM)
    if counts.shape != (2, 2):
        message = f"`matrix` has shape {tuple(counts.shape)} where (2, 2) is expected."
        return Score(0.0, message, name_shape(counts), FORM)
    if not counts.isfinite().all() or (counts < 0).any() or not counts.sum():
        return Score(0.0, "`matrix` holds what is no count.", "negative-count" if (counts < 0).any() else "",
                     "A count is 0, 1, 2, … Put four of them.")
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


def name_form(fact: Fact) -> str:
    """Return the misconception of what is no table of numbers, or ""."""
    if fact["kind"] == "mapping":
        return "named-counts"
    return "texts-for-counts" if _holds_text(fact) else ""


def _holds_text(fact: Fact) -> bool:
    return fact["kind"] == "text" or (fact["kind"] == "sequence" and any(map(_holds_text, fact["items"])))


def name_shape(counts: Tensor) -> str:
    """Return the misconception of a table of another shape, or ""."""
    if counts.shape == (3, 3):
        inner = counts[:2, :2]
        is_total = counts[2, :2].allclose(inner.sum(dim=0)) and counts[:2, 2].allclose(inner.sum(dim=1))
        return "with-totals" if is_total else ""
    return "not-two-by-two" if counts.numel() == 4 and has_both(counts.reshape(2, 2)) else ""


def name_fault(counts: Tensor) -> str:
    """Return the misconception that a table shows, or ""."""
    if has_both(counts):
        return "shares-for-counts"  # the figures are right, so the numbers are not whole
    is_accurate, has_recall = is_near(accuracy(counts), ACCURACY), is_near(recall(counts), RECALL)
    found, missed, false, left = counts.flatten().tolist()
    faults = {
        "recall-and-precision-swapped": has_both(counts.T),
        "honest-payments-first": has_both(counts.flip(0, 1)) or has_both(counts.flip(0, 1).T),
        "one-side-turned": has_both(counts.flip(0)) or has_both(counts.flip(1)),
        "shares-of-each-row": (counts.sum(dim=1) - 1).abs().max() < 1e-6,
        "recall-is-what-is-missed": is_accurate and is_near(recall(counts), 1 - RECALL),
        "accuracy-of-the-honest": has_recall and is_near(share(left, false + left), ACCURACY),
        "honest-and-right-alone": has_recall and is_near(share(left, counts.sum().item()), ACCURACY),
        "finds-no-fraud": is_accurate and found == 0 < missed,
        "share-of-all-payments": is_accurate and is_near(share(found, counts.sum().item()), RECALL),
        "recall-nearly": is_accurate and abs(recall(counts) - RECALL) < NEARLY,
        "too-many-mistakes": has_recall and accuracy(counts) < ACCURACY,
        "too-few-mistakes": has_recall and accuracy(counts) > ACCURACY,
        "another-recall": is_accurate,
    }
    return next((name for name, is_shown in faults.items() if is_shown), "")


HINTS = {
    "recall-and-precision-swapped": (
        "Your 12% stand in the first column: of the payments that were marked, so many are frauds. That's the "
        "precision. Recall asks along the first row: of the frauds that are there, how many are found?",
        (((12, 112), (88, 9788)), ((3, 0), (22, 1075))),
    ),
    "honest-payments-first": (
        "The counts are right, and scikit-learn puts the honest payments first. In this course the class to be found "
        "comes first, in the rows and in the columns. Exchange the rows, then the columns.",
        (((9788, 112), (88, 12)), ((9788, 88), (112, 12))),
    ),
    "one-side-turned": (
        "The counts are right, but either the rows or the columns stand in the wrong order. First row: actual frauds. "
        "First column: payments called fraud. So where do the frauds that are found belong?",
        (((112, 9788), (12, 88)), ((88, 12), (9788, 112))),
    ),
    "recall-is-what-is-missed": (
        "With these counts the model finds 88% of the frauds. The report says that it finds 12%, and 88% pass. "
        "Exchange found and missed, then see how many mistakes are left for the accuracy.",
        (((88, 12), (188, 9712)),),
    ),
    "accuracy-of-the-honest": (
        "Of the honest payments, 98% are classified correctly. But accuracy counts all payments, and the missed frauds "
        "are mistakes, too. Divide the whole diagonal by all four counts.",
        (((12, 88), (20, 980)), ((120, 880), (200, 9800))),
    ),
    "honest-and-right-alone": (
        "98% of all payments are honest and classified correctly. But the frauds that are found are right, too: both "
        "cells of the diagonal together should make 98%.",
        (((12, 88), (100, 9800)),),
    ),
    "finds-no-fraud": (
        "This model finds no fraud at all. Its accuracy is right, which shows how little that says. But the recall is "
        "0: let it find 12% of the frauds.",
        (((0, 20), (0, 980)), ((0, 100), (100, 9800))),
    ),
    "share-of-all-payments": (
        "The frauds that are found are 12% of all payments. Recall looks at the frauds alone: of those that are there, "
        "12% are found, and the others are missed.",
        (((1200, 100), (100, 8600)),),
    ),
    "recall-nearly": (
        "The accuracy is right, and the recall is nearly 0.12, but not to within 0.001. With few frauds it moves in "
        "large steps. Of how many frauds is 12% a whole number?",
        (((1, 7), (9, 783)), ((13, 87), (113, 9787))),
    ),
    "too-many-mistakes": (
        "The recall is right. But missed frauds and false alarms together are more than 2% of all payments. Take away "
        "false alarms, or add honest payments that are classified correctly.",
        (((12, 88), (300, 9600)), ((12, 88), (0, 900))),
    ),
    "too-few-mistakes": (
        "The recall is right. But missed frauds and false alarms together are less than 2% of all payments, so the "
        "accuracy is higher than 0.98. Which of the four counts makes room for more mistakes?",
        (((12, 88), (0, 9900)), ((12, 88), (12, 9888))),
    ),
    "another-recall": (
        "The accuracy is right. But look along the first row: the frauds found are to be 12% of all frauds there. Fix "
        "that row first, then place the false alarms.",
        (((50, 50), (150, 9750)), ((88, 0), (200, 9712))),
    ),
    "shares-for-counts": (
        "The proportions are right, both figures come out. But a confusion matrix counts payments, and there's no half "
        "of one. Multiply all four by the same number until they're whole.",
        (((0.0012, 0.0088), (0.0112, 0.9788)), ((1.2, 8.8), (11.2, 978.8))),
    ),
    "shares-of-each-row": (
        "Each of your rows sums to 1, so these are shares of frauds and of honest payments. How many there are of each "
        "is lost, and the accuracy depends on it. Write counts.",
        (((0.12, 0.88), (0.0113, 0.9887)), ((0.12, 0.88), (0.02, 0.98))),
    ),
    "negative-count": (
        "A count can't be negative. Did the sums force you to it? Then there are too many frauds: the missed ones "
        "alone are more than 2% of all payments. Begin with fewer frauds, or more payments.",
        (((600, 4400), (-2400, 97400)),),
    ),
    "named-counts": (
        "You gave each count a name, which is good to read. Here the place says what a count means: two rows of two, "
        "rows actual, columns predicted, fraud first.",
        ({"TP": 12, "FN": 88, "FP": 112, "TN": 9788},),
    ),
    "texts-for-counts": (
        "There's text in your table. Write plain numbers: no quotes, no percent signs, and no commas within a number "
        "(`9_788` is fine).",
        ((("12%", "88%"), ("2%", "98%")), "[[12, 88], [112, 9788]]"),
    ),
    "with-totals": (
        "Your table has a row and a column of totals. Leave them out: two rows of two counts.",
        (((12, 88, 100), (112, 9788, 9900), (124, 9876, 10000)),),
    ),
    "not-two-by-two": (
        "The four counts are right. Only their form isn't: put them into two rows of two, the frauds in the first row.",
        ((12, 88, 112, 9788), ((12,), (88,), (112,), (9788,))),
    ),
}

REBUILD_KEY = Key(REBUILD, (
    Solution(REBUILD["matrix"], RIGHT,
             tuple(Misconception(name, hint, ways) for name, (hint, ways) in HINTS.items()), score=judge_matrix),
))
