"""The key of `confusion`."""
from __future__ import annotations

import torch
from torch import Tensor

from course.checking.key import Key, Misconception, Solution
from course.questions.metrics.confusion import CONFUSION


def count(targets: Tensor, predictions: Tensor, n_classes: int) -> Tensor:
    return torch.bincount(n_classes * targets + predictions, minlength=n_classes**2).reshape(n_classes, n_classes)


def of_present_classes(targets: Tensor, predictions: Tensor, n_classes: int) -> Tensor:
    present = torch.cat([targets, predictions]).unique()
    return count(targets, predictions, n_classes)[present][:, present]


def up_to_the_largest(targets: Tensor, predictions: Tensor, n_classes: int) -> Tensor:
    largest = int(torch.cat([targets, predictions]).max())
    return count(targets, predictions, largest + 1)


def of_present_targets(targets: Tensor, predictions: Tensor, n_classes: int) -> Tensor:
    present = targets.unique()
    return count(targets, predictions, n_classes)[present][:, present]


def shares_of(dim: int | None, lowest: float) -> object:
    """Return a way that divides each count by the sum of its row or column (at least `lowest`), or of all."""
    def divide(targets: Tensor, predictions: Tensor, n_classes: int) -> Tensor:
        counts = count(targets, predictions, n_classes).double()
        return counts / (counts.sum() if dim is None else counts.sum(dim=dim, keepdim=True)).clamp(min=lowest)
    return divide


CONFUSION_KEY = Key(CONFUSION, (
    Solution(
        CONFUSION["confusion"], count,
        (
            Misconception(
                "transposed",
                "Every count is there, and other tables are printed that way. Here a row is what a case is, a column "
                "what the model says, in every lesson: who mixes them up reads precision as recall. Use the target "
                "as the first index.",
                (lambda *given: count(*given).T,),
            ),
            Misconception(
                "absent-class-lost",
                "A class that does not occur seems to need no row. But then the place of every later class depends on "
                "the data at hand, and two tables cannot be added up. Make the table `n_classes` × `n_classes` before "
                "you count.",
                (of_present_classes, up_to_the_largest, of_present_targets),
            ),
            Misconception(
                "each-pair-counted-once",
                "`matrix[targets, predictions] += 1` reads like counting. But PyTorch reads all places first and "
                "writes once, so a pair that occurs five times counts as one. Use `torch.bincount`, "
                "`index_put_(…, accumulate=True)`, or a loop.",
                (lambda *given: count(*given).clamp(max=1),),
            ),
            Misconception(
                "shares-for-counts",
                "Shares are easy to compare, and a picture of them is fine. But counts can be added over batches and "
                "turned into any share later; shares cannot be turned back. Return the counts.",
                tuple(shares_of(dim, lowest) for dim in (1, 0, None) for lowest in (1.0, 0.0)),
            ),
            Misconception(
                "only-the-diagonal",
                "The hits are what one hopes for. But which class is taken for which stands beside the diagonal. Count "
                "every pair of target and prediction.",
                (lambda *given: count(*given).diagonal().diag(), lambda *given: count(*given).diagonal()),
            ),
            Misconception(
                "only-the-mistakes",
                "The mistakes are the interesting part. But without the hits there is neither precision nor recall. "
                "Count every pair, the equal ones too.",
                (lambda *given: count(*given) - count(*given).diagonal().diag(),),
            ),
            Misconception(
                "last-class-first",
                "For two classes this course puts the positive one first, and that is mostly class 1. Here the order "
                "is fixed by the numbers: class k is row k and column k. Leave out the turning.",
                (lambda *given: count(*given).flip(0, 1), lambda *given: count(*given).flip(0),
                 lambda *given: count(*given).flip(1)),
            ),
        ),
    ),
))
