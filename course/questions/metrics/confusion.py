"""`confusion`: a confusion matrix with a fixed orientation, in which no class is lost."""
from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from course.checking.question import Answer, Misconception, Question
from course.device import seeded

WORKED = [0, 0, 0, 1, 1, 1, 1, 2], [0, 0, 1, 1, 1, 1, 0, 1]  # targets and predictions; of four classes


def targets_and_predictions(seed: int) -> list[tuple]:
    """The lesson's own cases for the public seed; classes that are absent or never predicted; one case."""
    generator = seeded(seed)

    def draw(n: int, actual: Sequence[int], predicted: Sequence[int]) -> tuple[Tensor, Tensor]:
        """Each class at least once, class `actual[0]` often taken for `predicted[-1]`, so that no table is even."""
        targets = _pick(n, actual, generator)
        guesses = torch.where(torch.rand(n, generator=generator) < 0.5, targets, _pick(n, predicted, generator))
        allowed = torch.isin(guesses, torch.tensor(predicted))
        guesses = torch.where(allowed, guesses, predicted[0])
        often = [(actual[0], predicted[-1])] * 9
        more = torch.tensor(often + [(k, predicted[0]) for k in actual] + [(actual[0], k) for k in predicted])
        order = torch.randperm(n + len(more), generator=generator)
        return torch.cat([targets, more[:, 0]])[order], torch.cat([guesses, more[:, 1]])[order]

    n = int(torch.randint(20, 40, (), generator=generator))
    one = int(torch.randint(0, 3, (), generator=generator))
    cases = [
        (*draw(n, (0, 1, 2), (0, 1, 2)), 3),
        (*draw(n + 5, (0, 1, 2, 3), (0, 1, 3)), 5),       # 2 is never predicted, 4 is nowhere
        (*draw(n + 9, (1, 2), (2, 1, 3)), 4),             # 0 is nowhere, 3 is only predicted
        (torch.ones(n).long(), torch.ones(n).long(), 2),  # everything is of class 1, and called so
        (torch.tensor([one]), torch.tensor([2 - one]), 3),
    ]
    worked = (torch.tensor(WORKED[0]), torch.tensor(WORKED[1]), 4)
    return [worked, *cases] if seed == 0 else cases


def _pick(n: int, classes: Sequence[int], generator: torch.Generator) -> Tensor:
    return torch.tensor(classes)[torch.randint(0, len(classes), (n,), generator=generator)]


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


CONFUSION = Question("confusion", "One table for every class", (
    Answer(
        "confusion", "a tensor of whole counts, (n_classes, n_classes)", count,
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
        inputs=targets_and_predictions,
    ),
))
