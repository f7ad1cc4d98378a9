"""`first-rates`: precision, recall and accuracy from the four counts."""
from __future__ import annotations

import torch

from course.checking.question import Answer, Question
from course.device import seeded


def four_counts(seed: int) -> list[tuple]:
    """The lesson's own table for the public seed, then tables with four different counts."""
    generator = seeded(seed)
    tables = [tuple((torch.randperm(60, generator=generator)[:4] + 3).tolist()) for _ in range(3)]
    return [(8, 2, 1, 9), *tables] if seed == 0 else tables


FIRST_RATES = Question("first-rates", "The four cells", (
    Answer("rates", "three numbers from 0 to 1: precision, recall, accuracy", inputs=four_counts),
))
