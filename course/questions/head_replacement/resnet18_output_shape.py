"""`resnet18-output-shape`: predict the shape that leaves a new head."""
from __future__ import annotations

from course.checking.question import Answer, Question

RESNET18_OUTPUT_SHAPE = Question("resnet18-output-shape", "Swap the head", (
    Answer("output_shape", "the sizes of `logits` as a tuple, the batch first"),
))
