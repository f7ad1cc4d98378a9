"""`standardise`: bring columns to one scale with what the training split knows."""
from __future__ import annotations

import torch
from torch import Tensor

from course.checking.question import Answer, Question
from course.device import seeded

N_TRAIN = 240  # so many that dividing by n or by n - 1 gives the same standard deviation to 0.2%


def splits_of_tables(seed: int) -> list[tuple]:
    """Columns of very different scale; test rows that lie elsewhere, and one test row alone."""
    generator = seeded(seed)
    scale = torch.tensor([1000.0, 1.0, 0.01])
    middle = torch.tensor([4000.0, -3.0, 0.05]) * (torch.rand(3, generator=generator) + 1)
    shift = torch.tensor([2.0, -1.5, 1.0]) + torch.rand(3, generator=generator)

    def draw(n: int, n_columns: int = 3, shift: Tensor | float = 0.0) -> Tensor:
        noise = torch.randn(n, 3, generator=generator) * torch.tensor([1.0, 0.6, 1.4])
        return ((noise + shift) * scale + middle)[:, :n_columns]

    return [(draw(N_TRAIN), draw(60, shift=shift)), (draw(N_TRAIN), draw(1)), (draw(N_TRAIN, 2), draw(N_TRAIN, 2))]


STANDARDISE = Question("standardise", "One scale for every column", (
    Answer("standardise", "two tensors, training first, in the shapes of `train` and `test`", inputs=splits_of_tables),
))
