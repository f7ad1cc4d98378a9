"""`confusion`: a confusion matrix with a fixed orientation, in which no class is lost."""
from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from course.checking.question import Answer, Question
from course.device import seeded
from course.questions.metrics.kept import kept

WORKED = [0, 0, 0, 1, 1, 1, 1, 2], [0, 0, 1, 1, 1, 1, 0, 1]  # targets and predictions; of four classes


@kept
def targets_and_predictions(seed: int) -> list[tuple]:
    """The lesson's own cases for the public seed; classes that are absent or never predicted; one case; many cases."""
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
        (torch.tensor([0] * (300 + n) + [1] * 3), torch.tensor([0] * 300 + [1] * (n + 3)), 2),  # more than a byte holds
    ]
    worked = (torch.tensor(WORKED[0]), torch.tensor(WORKED[1]), 4)
    return [worked, *cases] if seed == 0 else cases


def _pick(n: int, classes: Sequence[int], generator: torch.Generator) -> Tensor:
    return torch.tensor(classes)[torch.randint(0, len(classes), (n,), generator=generator)]


CONFUSION = Question("confusion", "One table for every class", (
    Answer("confusion", "a tensor of whole counts, (n_classes, n_classes)", inputs=targets_and_predictions),
))
