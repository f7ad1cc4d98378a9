"""The key of `tensor-shape`."""
from __future__ import annotations

import torch

from course.checking.key import Key, Misconception, Solution
from course.questions.first_computation.tensor_shape import TENSOR_SHAPE

COUNTS = torch.tensor([[1, 2], [3, 4], [5, 6]])
HALVES = COUNTS.T / 2  # the computation that the lesson asks about
RIGHT, TURNED = (2, 3), (3, 2)


def written(shape: tuple[int, int]) -> tuple[str, ...]:
    """Return a shape as people type it in quotes."""
    a, b = shape
    sizes = (f"{a}, {b}", f"{a},{b}")
    return (*sizes, *(f"({both})" for both in sizes), *(f"[{both}]" for both in sizes), f"torch.Size([{a}, {b}])",
            f"{a}x{b}", f"{a} x {b}", f"{a}×{b}")


TENSOR_SHAPE_KEY = Key(TENSOR_SHAPE, (
    Solution(
        TENSOR_SHAPE["predicted_shape"], tuple(HALVES.shape),
        (
            Misconception(
                "transposed-shape",
                "(3, 2) is the shape of `counts`, and dividing keeps a shape. But `.T` came first: it turns rows into "
                "columns. Go through the line from left to right and note the shape after each step.",
                (TURNED,),
            ),
            Misconception(
                "counts-elements",
                "Six is how many numbers there are, and `numel()` would say so. A shape keeps the axes apart: how "
                "many rows, then how many columns. Write both.",
                (6, (6,), (1, 6), (6, 1)),
            ),
            Misconception(
                "one-size-alone",
                "One number can count the rows, the columns or the axes, and each is good to know. But a shape has a "
                "size for every axis, like `(100, 2)` for the flowers. How many axes does `counts` have? Write a size "
                "for each.",
                (2, (2,), 3, (3,)),
            ),
            Misconception(
                "point-for-comma",
                "With a point between them, Python reads a single decimal number, brackets or not. A tuple takes a "
                "comma, as in `(100, 2)`. Type a comma instead.",
                (2.3, 3.2),
            ),
            Misconception(
                "shape-as-text",
                "That looks like a shape, but quotes make it text: letters and signs that nobody can compute with. "
                "Leave the quotes out, and it's a tuple of two numbers.",
                (*written(RIGHT), *written(TURNED)),
            ),
            Misconception(
                "dtype-for-shape",
                "That's a dtype: it says what kind of number is inside. `predicted_shape` asks how many there are "
                "along each axis. Look at which name is for which.",
                (torch.float32, torch.int64, torch.float64),
            ),
            Misconception(
                "tensor-for-shape",
                "Those are the numbers themselves. `predicted_shape` asks how they're arranged, in two sizes, as a "
                "tuple. Count the rows, then the columns.",
                (HALVES, COUNTS, COUNTS.T, HALVES.T),
            ),
        ),
    ),
    Solution(
        TENSOR_SHAPE["predicted_dtype"], HALVES.dtype,
        (
            Misconception(
                "int-where-float",
                "`counts` holds whole numbers, and most operations keep the dtype. Division with `/` can't: 1 / 2 "
                "isn't whole. So PyTorch answers in floating point. What dtype does `torch.tensor(0.5)` have?",
                (torch.int64, torch.int32, torch.int16, torch.int8, torch.uint8),
            ),
            Misconception(
                "numpy-default",
                "float64 is what NumPy uses, and Python too under the name `float`, so it's a fair guess. PyTorch's "
                "own default is half as wide: see `torch.get_default_dtype()`.",
                (torch.float64,),
            ),
            Misconception(
                "half-by-name",
                "A name like `halves` may suggest it, and 16 bits save memory. But PyTorch doesn't read names, and "
                "`/` never makes a number that narrow out of whole ones. What dtype does `torch.tensor(0.5)` have?",
                (torch.float16, torch.bfloat16),
            ),
            Misconception(
                "example-copied",
                "`torch.bool` shows how a dtype is written. It holds True and False, as in `y == 1`. Here 1 / 2 gives "
                "0.5: which kind of number is that?",
                (torch.bool,),
            ),
            Misconception(
                "tensor-for-dtype",
                "That's a number or a tensor, not its kind. Every tensor can tell what kind of number it holds: "
                "`torch.tensor(0.5).dtype`.",
                (HALVES, torch.tensor(0.5), 0.5),
            ),
            Misconception(
                "dtype-in-words",
                "That's a word for it, and a fair one. But PyTorch has several dtypes of that kind, each with a name "
                "of its own, such as `torch.bool`. Write the name.",
                ("decimal", "decimals", "floating point", "floating-point", "real", "number", "a float", "floats"),
            ),
            Misconception(
                "shape-for-dtype",
                "Those are sizes, or one of them. `predicted_dtype` asks what kind of number is inside, such as "
                "`torch.bool`. Look at which name is for which.",
                (RIGHT, TURNED, 2, 3, 6),
            ),
        ),
    ),
))
