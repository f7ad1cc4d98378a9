"""`linear-shapes`: the shapes in and around a linear layer."""
from __future__ import annotations

from course.checking.question import Answer, Question

LINEAR_SHAPES = Question("linear-shapes", "Weight, bias, parameters", (
    Answer("weight_shape", "the sizes of `layer.weight` as a tuple, rows first"),
    Answer("bias_shape", "the sizes of `layer.bias` as a tuple"),
    Answer("n_parameters", "a whole number: weights and bias together"),
    Answer("output_shape", "the sizes of `layer(x)` as a tuple"),
))
