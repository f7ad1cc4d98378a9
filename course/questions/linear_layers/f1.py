"""`f1`: precision, recall and F1 from three counts."""
from __future__ import annotations

import torch

from course.checking.question import Answer, Question
from course.device import seeded


def three_counts(seed: int) -> list[tuple]:
    """The lesson's own counts for the public seed, others, and tables in which two are equal or something is 0."""
    generator = seeded(seed)
    a, b, c, d = (torch.randperm(60, generator=generator)[:4] + 3).tolist()
    some_zero = [(a, 0, c), (0, 0, a), (0, b, 0), (0, c, d), (0, 0, 0)]
    tables = [(a, b, c), (b, d, a), *some_zero, (a, a, 0), (b, 0, b), (c, d, d)]
    return [(50, 5, 10), *tables] if seed == 0 else tables


F1 = Question("f1", "F1 joins the two", (
    Answer(
        "precision_recall_f1", "three numbers from 0 to 1: precision, recall, F1; 0 wherever a share would be 0/0",
        inputs=three_counts,
    ),
))
