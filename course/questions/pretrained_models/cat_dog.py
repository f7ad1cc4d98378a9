"""`cat-dog`: precision and recall of one class, read from a confusion matrix."""
from __future__ import annotations

import torch
from torch import Tensor

from course.checking.question import Answer, Question
from course.device import seeded

CAT_AND_DOG = [[40, 5], [10, 45]]  # rows actual, columns predicted


def matrices(seed: int) -> list[tuple]:
    """The lesson's own matrix for the public seed, both classes; then counts of two, three and four classes."""
    generator = seeded(seed)
    sizes = [(2, 0), (2, 1), (3, 1), (3, 2), (4, 3), (4, 0)]
    tables = [(_counts(n_classes, generator), k) for n_classes, k in sizes]
    return [(torch.tensor(CAT_AND_DOG), 0), (torch.tensor(CAT_AND_DOG), 1), *tables] if seed == 0 else tables


def _counts(n_classes: int, generator: torch.Generator) -> Tensor:
    """Different counts in every cell, so that no two sums are the same by chance."""
    counts = torch.randperm(40, generator=generator)[: n_classes**2] + 2
    return counts.reshape(n_classes, n_classes) + 25 * torch.eye(n_classes, dtype=torch.int64)


CAT_DOG = Question("cat-dog", "Cat and Dog", (
    Answer("class_rates", "two numbers from 0 to 1: precision of class `k`, then its recall", inputs=matrices),
))
