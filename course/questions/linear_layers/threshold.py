"""`threshold`: a yes or no from a logit, at a chosen probability."""
from __future__ import annotations

import torch

from course.checking.question import Answer, Question
from course.device import seeded


def logits_and_thresholds(seed: int) -> list[tuple]:
    """Logits of both signs, some between a threshold and its logit; low, middle and high thresholds; columns too.

    One logit is exactly at its threshold: 0 at 0.5, which every way to compute a sigmoid gives without an error.
    """
    generator = seeded(seed)
    thresholds = [0.5, *(torch.rand(3, generator=generator) * 0.1 + torch.tensor([0.05, 0.3, 0.85])).tolist()]
    cases = []
    for i, threshold in enumerate(thresholds):
        border = torch.logit(torch.tensor(threshold))
        logits = 6 * torch.rand(12 + i, generator=generator) - 3
        logits = torch.where((logits - border).abs() < 0.02, border + 0.1, logits)  # so that rounding decides nothing
        near = torch.stack([border - 0.05, border + 0.05, (border + threshold) / 2, torch.tensor(threshold + 0.05)])
        cases.append((torch.cat([logits, near])[torch.randperm(len(logits) + 4, generator=generator)], threshold))
    column = 6 * torch.rand(5, 1, generator=generator) - 3
    far = torch.randint(1, 4, (2,), generator=generator).float() * torch.tensor([1.0, -1.0])
    few = torch.cat([torch.tensor([0.0, 0.25]), far])[torch.randperm(4, generator=generator)]
    low = torch.cat([torch.tensor([-1.0, -2.0]), far[:1]])[torch.randperm(3, generator=generator)]
    return [*cases, (column, 0.7), (few, 0.5), (low, 0.2)]


THRESHOLD = Question("threshold", "Move the threshold", (
    Answer(
        "predict", "a tensor in the shape of `logits`: True (or 1) where the answer is yes, else False (or 0)",
        inputs=logits_and_thresholds,
    ),
))
