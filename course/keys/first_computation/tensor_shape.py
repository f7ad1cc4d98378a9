"""The key of `tensor-shape`."""
from __future__ import annotations

import torch

from course.checking.key import Key, Misconception, Solution
from course.questions.first_computation.tensor_shape import TENSOR_SHAPE

COUNTS = torch.tensor([[1, 2], [3, 4], [5, 6]])
HALVES = COUNTS.T / 2  # the computation that the lesson asks about


TENSOR_SHAPE_KEY = Key(TENSOR_SHAPE, (
    Solution(
        TENSOR_SHAPE["predicted_shape"], tuple(HALVES.shape),
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
    Solution(
        TENSOR_SHAPE["predicted_dtype"], HALVES.dtype,
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
