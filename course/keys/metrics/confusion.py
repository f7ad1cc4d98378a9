"""The key of `confusion`."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import Tensor

from course.checking.key import Key, Misconception, Solution
from course.questions.metrics.confusion import CONFUSION

Way = Callable[[Tensor, Tensor, int], Tensor]


class InvalidParameterError(ValueError, TypeError):
    """What scikit-learn raises of this name."""


def count(targets: Tensor, predictions: Tensor, n_classes: int) -> Tensor:
    return torch.bincount(n_classes * targets + predictions, minlength=n_classes**2).reshape(n_classes, n_classes)


def of_labels(choose: Callable[[Tensor, Tensor, int], Sequence[int] | Tensor], is_strict: bool = True) -> Way:
    """Return a way that keeps the rows and columns of some labels, as scikit-learn's `labels` does."""
    def kept(targets: Tensor, predictions: Tensor, n_classes: int) -> Tensor:
        labels = torch.as_tensor(list(choose(targets, predictions, n_classes)), dtype=torch.int64)
        if is_strict and not torch.isin(targets, labels).any():
            raise ValueError("At least one label specified must be in y_true")
        wide = max(n_classes, int(labels.max()) + 1)
        return count(targets, predictions, wide)[labels][:, labels]
    return kept


def both_ways(*ways: Way) -> tuple[Way, ...]:
    """Return each way, and each with rows and columns exchanged."""
    return (*ways, *(lambda *given, way=way: way(*given).T for way in ways))


def up_to_the_largest(targets: Tensor, predictions: Tensor, n_classes: int) -> Tensor:
    largest = int(torch.cat([targets, predictions]).max())
    return count(targets, predictions, largest + 1)


def up_to_the_largest_of_each(targets: Tensor, predictions: Tensor, n_classes: int) -> Tensor:
    return count(targets, predictions, n_classes)[: int(targets.max()) + 1, : int(predictions.max()) + 1]


def rows_and_columns_that_occur(targets: Tensor, predictions: Tensor, n_classes: int) -> Tensor:
    return count(targets, predictions, n_classes)[targets.unique()][:, predictions.unique()]


def as_long_as_it_comes(targets: Tensor, predictions: Tensor, n_classes: int) -> Tensor:
    return torch.bincount(n_classes * targets + predictions).reshape(n_classes, n_classes)


def by(key: Callable[[Tensor, Tensor], Tensor]) -> Way:
    """Return a way that counts by one number for each pair, which several pairs share."""
    def counted(targets: Tensor, predictions: Tensor, n_classes: int) -> Tensor:
        return torch.bincount(key(targets, predictions), minlength=n_classes**2).reshape(n_classes, n_classes)
    return counted


def number_for_labels(targets: Tensor, predictions: Tensor, n_classes: int) -> Tensor:
    raise InvalidParameterError("The 'labels' parameter of confusion_matrix must be an array-like or None. Got 3 "
                                "instead.")


def shares_of(dim: int | None, lowest: float) -> Way:
    """Return a way that divides each count by the sum of its row or column (at least `lowest`), or of all."""
    def divide(targets: Tensor, predictions: Tensor, n_classes: int) -> Tensor:
        counts = count(targets, predictions, n_classes).double()
        return counts / (counts.sum() if dim is None else counts.sum(dim=dim, keepdim=True)).clamp(min=lowest)
    return divide


def with_totals(*given: Any) -> Tensor:
    counts = count(*given)
    rows = torch.cat([counts, counts.sum(dim=0, keepdim=True)])
    return torch.cat([rows, rows.sum(dim=1, keepdim=True)], dim=1)


def class_by_class(*given: Any) -> Tensor:
    """For each class a table of its own, (n_classes, 2, 2), as scikit-learn's `multilabel_confusion_matrix` has it."""
    counts = count(*given)
    hits = counts.diagonal()
    missed, false = counts.sum(dim=1) - hits, counts.sum(dim=0) - hits
    return torch.stack([counts.sum() - hits - missed - false, false, missed, hits], dim=1).reshape(-1, 2, 2)


def spilled(dtype: torch.dtype) -> Way:
    return lambda *given: count(*given).to(dtype)


HINTS: dict[str, tuple[str, tuple[Way, ...]]] = {
    "transposed": (
        "Every count is there, but rows and columns are exchanged. In this course a row is what a case is, and a "
        "column what it's called. Use the target as the first index. (torchmetrics wants predictions first, "
        "scikit-learn targets.)",
        (lambda *given: count(*given).T,),
    ),
    "absent-class-lost": (
        "A class that doesn't occur seems to need no row. But then every later class moves up, and two tables can't be "
        "added up anymore. Say which classes there are: in scikit-learn, `labels` takes all of them.",
        both_ways(of_labels(lambda t, p, n: torch.cat([t, p]).unique()), of_labels(lambda t, p, n: t.unique()),
                  of_labels(lambda t, p, n: p.unique()), rows_and_columns_that_occur),
    ),
    "last-classes-lost": (
        "Your table ends with the largest class that happens to occur. If the last class is absent, the table is too "
        "small, and can't be added to another one. Its size is `n_classes`, whatever the data hold.",
        both_ways(up_to_the_largest, up_to_the_largest_of_each),
    ),
    "bincount-too-short": (
        "One number for each pair, then `bincount`: good. But `bincount` stops at the largest number that occurs, and "
        "the very last pair is often absent. Its argument `minlength` says how many counts you want.",
        (as_long_as_it_comes,),
    ),
    "last-class-left-out": (
        "The last class is missing: `range(n)` already ends at n − 1. All `n_classes` classes belong in the table.",
        (lambda *given: torch.nn.functional.pad(count(*given)[:-1, :-1], (0, 1, 0, 1)),
         of_labels(lambda t, p, n: range(n - 1)), of_labels(lambda t, p, n: range(n - 1), is_strict=False)),
    ),
    "counted-from-1": (
        "Your labels begin at 1, so class 0 has no row and no column. In PyTorch and here, classes count from 0: "
        "they're `range(n_classes)`.",
        (of_labels(lambda t, p, n: range(1, n + 1)), of_labels(lambda t, p, n: range(1, n + 1), is_strict=False),
         of_labels(lambda t, p, n: range(1, n)), of_labels(lambda t, p, n: range(1, n), is_strict=False)),
    ),
    "number-for-labels": (
        "`labels` wants to know which classes there are, not how many. Give it all of them, from 0 on: a `range` will "
        "do.",
        (number_for_labels,),
    ),
    "two-classes-only": (
        "`labels=[True, False]` is for yes or no, and `True` is the same as 1. So only classes 1 and 0 are kept, and 1 "
        "comes first. Here all classes count, in their own order.",
        (of_labels(lambda t, p, n: (1, 0)),),
    ),
    "another-size": (
        "The size of your table is fixed in the code. How many classes there are comes in as `n_classes`: use it, also "
        "for the data of somebody else.",
        tuple(of_labels(lambda t, p, n, k=k: range(k), strict) for k in (10, 4, 3, 2) for strict in (True, False)),
    ),
    "each-pair-counted-once": (
        "`matrix[targets, predictions] += 1` reads like counting. But PyTorch reads all places first and writes once, "
        "so a pair that occurs five times counts as one. Use `bincount`, `index_put_(…, accumulate=True)`, or a loop.",
        (lambda *given: count(*given).clamp(max=1),),
    ),
    "returns-after-the-first": (
        "Only the first pair was counted. A `return` inside the loop ends the function in the first round. Move it "
        "out, below the loop.",
        (lambda targets, predictions, n_classes: count(targets[:1], predictions[:1], n_classes),),
    ),
    "rows-are-one-list": (
        "All your rows are the same. `[[0] * n] * n` is one list, n times over: whoever writes into one row writes "
        "into all of them. Make a new list for each row, or begin with `torch.zeros`.",
        (lambda *given: count(*given).sum(dim=0, keepdim=True).repeat(given[-1], 1),),
    ),
    "different-pairs-one-place": (
        "You made one number of each pair, but different pairs get the same one: 0 + 2 is 1 + 1. Think of the places "
        "in the table, counted row by row: how far is it from one row to the next?",
        (by(lambda t, p: t + p), by(lambda t, p: t * p), by(lambda t, p: (t - p).abs())),
    ),
    "counts-overflow": (
        "Your table is right until a count gets large. A byte holds numbers up to 255 (with a sign up to 127), then it "
        "starts over. Let the table hold `int64`.",
        (spilled(torch.uint8), spilled(torch.int8)),
    ),
    "starts-from-ones": (
        "Each of your counts is 1 too high. Does the table begin with ones? Before anything is counted, all of it is "
        "0.",
        (lambda *given: count(*given) + 1,),
    ),
    "shares-for-counts": (
        "Shares are easy to compare, and a picture of them is fine. But counts can be added over batches and turned "
        "into any share later. Shares can't be turned back. Return the counts.",
        tuple(shares_of(dim, lowest) for dim in (1, 0, None) for lowest in (1.0, 0.0)),
    ),
    "only-the-diagonal": (
        "You counted the hits. Which class is taken for which stands off the diagonal: count every pair of target and "
        "prediction, unequal ones, too.",
        (lambda *given: count(*given).diagonal().diag(), lambda *given: count(*given).diagonal()),
    ),
    "only-the-mistakes": (
        "The mistakes are the interesting part. But without the hits there's neither precision nor recall. Count every "
        "pair, the equal ones, too.",
        (lambda *given: count(*given) - count(*given).diagonal().diag(),),
    ),
    "last-class-first": (
        "For two classes this course puts the positive one first, and that's mostly class 1. Here the numbers fix the "
        "order: class k is row k and column k. Leave the order as it is.",
        (lambda *given: count(*given).flip(0, 1), lambda *given: count(*given).flip(0),
         lambda *given: count(*given).flip(1)),
    ),
    "both-directions-added": (
        "Each pair counts twice, once as (target, prediction) and once turned around. So 1 called 2 looks like 2 "
        "called 1. Count each pair once, target first.",
        (lambda *given: count(*given) + count(*given).T,),
    ),
    "with-totals": (
        "Your table has a row and a column of totals besides. They're handy for people, but they'd be taken for one "
        "more class. Leave them out: (`n_classes`, `n_classes`).",
        (with_totals,),
    ),
    "one-table-for-each-class": (
        "You have a 2 × 2 table for each class: that class against all others. It doesn't say which other class a "
        "case was taken for. One table for all classes does.",
        (class_by_class,),
    ),
    "one-number": (
        "That's a single number, how many hits there are or their share. The question is which class is called what: a "
        "count for each pair of classes.",
        (lambda *given: (given[0] == given[1]).sum(), lambda *given: (given[0] == given[1]).double().mean()),
    ),
}

CONFUSION_KEY = Key(CONFUSION, (
    Solution(CONFUSION["confusion"], count,
             tuple(Misconception(name, hint, ways) for name, (hint, ways) in HINTS.items())),
))
