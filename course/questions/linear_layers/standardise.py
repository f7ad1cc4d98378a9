"""`standardise`: bring columns to one scale with what the training split knows."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from course.checking.question import Answer, Question
from course.device import seeded

N_TRAIN = 240  # so many that dividing by n or by n - 1 gives the same standard deviation to 0.2%


def splits_of_tables(seed: int) -> list[tuple]:
    """Columns of very different scale; test rows that lie elsewhere, three that can be read, and one alone."""
    generator = seeded(seed)
    scale = torch.tensor([1000.0, 1.0, 0.01])
    middle = torch.tensor([4000.0, -3.0, 0.05]) * (torch.rand(3, generator=generator) + 1)
    shift = torch.tensor([2.0, -1.5, 1.0]) + torch.rand(3, generator=generator)

    def draw(n: int, n_columns: int = 3, shift: Tensor | float = 0.0) -> Tensor:
        noise = torch.randn(n, 3, generator=generator) * torch.tensor([1.0, 0.6, 1.4])
        return ((noise + shift) * scale + middle)[:, :n_columns]

    return [(draw(N_TRAIN), draw(60, shift=shift)), (draw(N_TRAIN), draw(1)), (draw(N_TRAIN, 2), draw(N_TRAIN, 2)),
            (draw(N_TRAIN, 2), draw(3, 2, shift=shift))]


def observe_standardise(standardise: Callable, train: Tensor, test: Tensor) -> Any:
    """Return what came back by name, so that a card can say what has become of the columns."""
    return {"returned": standardise(train, test)}


STANDARDISE = Question("standardise", "One scale for every column", (
    Answer("standardise", "two tensors, training first, in the shapes of `train` and `test`",
           inputs=splits_of_tables, call=observe_standardise),
))
