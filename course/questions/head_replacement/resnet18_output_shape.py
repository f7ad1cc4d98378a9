"""`resnet18-output-shape`: predict the shape that leaves a new head."""
from __future__ import annotations

from typing import Any

from torch import Tensor

from course.checking.question import Answer, Question


def read_shape(answer: Any) -> Any:
    """A shape is as it was given; what is none, in words: sizes in quotation marks or braces, or a batch of logits."""
    kind = type(answer)
    if issubclass(kind, str) and any(map(str.isdigit, answer)):
        return "a shape in quotation marks"
    if issubclass(kind, (set, frozenset)):
        return "a set"
    return "the logits themselves" if issubclass(kind, Tensor) and Tensor.dim(answer) == 2 else answer


RESNET18_OUTPUT_SHAPE = Question("resnet18-output-shape", "Swap the head", (
    Answer("output_shape", "the sizes of `logits` as a tuple, the batch first", call=read_shape),
))
