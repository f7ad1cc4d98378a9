"""`tensor-shape`: predict the shape and dtype of a small computation."""
from __future__ import annotations

import torch

from course.checking.question import Answer, Misconception, Question

COUNTS = torch.tensor([[1, 2], [3, 4], [5, 6]])
HALVES = COUNTS.T / 2  # the computation that the lesson asks about

TENSOR_SHAPE = Question("tensor-shape", "Shape, dtype, device", (
    Answer(
        "predicted_shape", "the sizes of `halves` as a tuple, rows first", tuple(HALVES.shape),
        (
            Misconception(
                "transposed-shape",
                "(3, 2) is the shape of `counts`, and dividing keeps a shape. But `.T` came first: it turns rows into "
                "columns. Go through the line from left to right and note the shape after each step.",
                (tuple(COUNTS.shape),),
            ),
            Misconception(
                "counts-elements",
                "Six is how many numbers there are, and `numel()` would say so. A shape keeps the axes apart: how many "
                "rows, then how many columns. Write both.",
                (6, (6,)),
            ),
        ),
    ),
    Answer(
        "predicted_dtype", "a dtype, such as `torch.bool`", HALVES.dtype,
        (
            Misconception(
                "int-where-float",
                "`counts` holds int64, and most operations keep the dtype. Division with `/` cannot: 1 / 2 is no whole "
                "number. So PyTorch answers in floating point. Ask what dtype `torch.tensor(0.5)` has.",
                (torch.int64, torch.int32, int),
            ),
            Misconception(
                "numpy-default",
                "float64 is what NumPy and Python use, so it is a fair guess. PyTorch's own default is half as wide: "
                "see `torch.get_default_dtype()`.",
                (torch.float64, float),
            ),
        ),
    ),
))
