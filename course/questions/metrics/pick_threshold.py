"""`pick-threshold`: the highest threshold that still finds enough, chosen on validation data."""
from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor

from course.checking.question import Answer, Question
from course.device import seeded
from course.questions.metrics.kept import kept

Splits = Mapping[str, Tensor]
FEW = (4, 0.75)  # to read at a glance
CASES = (FEW, (8, 0.75), (8, 0.5), (16, 0.9), (9, 0.7), (8, 1.0), (1, 0.25), (16, 0.3), (12, 0.2))  # positives, recall


@kept
def scores_labels_recall(seed: int) -> list[tuple]:
    """Two splits each; recalls that some threshold meets exactly, in every dtype, and others; ties; one positive."""
    generator = seeded(seed)
    return [_draw(n, least, generator) for n, least in CASES]


def _draw(n_positive: int, least: float, generator: torch.Generator) -> tuple[Splits, Splits, float]:
    scores, labels = {}, {}
    is_small = (n_positive, least) == FEW
    for split, n in (("validation", n_positive), ("test", n_positive + (1 if is_small else 3))):
        n_negative = n if is_small else 2 * n + 5
        # No two are close, and none is a thousandth.
        grid = torch.randperm(240, generator=generator)[: n + n_negative] / 250 + 0.0135
        high = grid.sort(descending=True).values
        places = torch.multinomial(torch.linspace(3, 1, len(high)), n, generator=generator)  # positives mostly high
        is_positive = torch.zeros(len(high), dtype=torch.int64)
        is_positive[places] = 1
        tied = is_positive.nonzero().flatten()[n // 2]
        high, is_positive = torch.cat([high, high[tied][None]]), torch.cat([is_positive, torch.tensor([0])])
        order = torch.randperm(len(high), generator=generator)
        scores[split], labels[split] = high[order], is_positive[order]
    return scores, labels, least


PICK_THRESHOLD = Question("pick-threshold", "Choose the threshold on validation data", (
    Answer("pick_threshold", "one number: a score of the validation split", inputs=scores_labels_recall),
))
