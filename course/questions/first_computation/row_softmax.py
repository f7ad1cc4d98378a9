"""`row-softmax`: softmax of every row, for large scores too."""
from __future__ import annotations

import torch

from course.checking.question import Answer, Question
from course.device import seeded


def score_tables(seed: int) -> list[tuple]:
    """Tables with unequal sides, one row, many classes, and scores of 10,000 above rows of ordinary and of low ones."""
    generator = seeded(seed)
    tables = [torch.randn(rows, classes, generator=generator) for rows, classes in ((2, 3), (5, 4), (1, 6))]
    large = torch.tensor([[1e4, 0.0, -1e4], [1e4, 1e4 - 1, 1e4 - 2], [0.0, 1.0, 2.0], [-1e4, 1 - 1e4, 2 - 1e4]])
    large = large + torch.randn(4, 3, generator=generator)
    return [(table,) for table in (*tables, large)]


ROW_SOFTMAX = Question("row-softmax", "Reduce over a dim", (
    Answer(
        "row_softmax", "a float tensor of the shape of `scores`; each row sums to 1, even for scores such as 10,000",
        inputs=score_tables,
    ),
))
