"""`tensor-shape`: predict the shape and dtype of a small computation."""
from __future__ import annotations

from course.checking.question import Answer, Question

TENSOR_SHAPE = Question("tensor-shape", "Shape, dtype, device", (
    Answer("predicted_shape", "the sizes of `halves` as a tuple, rows first"),
    Answer("predicted_dtype", "a dtype, such as `torch.bool`"),
))
