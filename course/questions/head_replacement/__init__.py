"""Lesson 4: replace the head: freeze, swap, hand the optimizer what trains, keep BatchNorm still."""
from collections.abc import Iterator

import torch

from course.questions.head_replacement.any_head import ANY_HEAD
from course.questions.head_replacement.batchnorm import BATCHNORM
from course.questions.head_replacement.freeze_then_replace import FREEZE_THEN_REPLACE
from course.questions.head_replacement.resnet18_output_shape import RESNET18_OUTPUT_SHAPE
from course.questions.head_replacement.resnet50_ten_classes import RESNET50_TEN_CLASSES
from course.questions.head_replacement.size_mismatch import SIZE_MISMATCH
from course.questions.head_replacement.trainable import TRAINABLE
from course.questions.head_replacement.why_new_head import WHY_NEW_HEAD

LESSON = "04_head_replacement"
QUESTIONS = (WHY_NEW_HEAD, RESNET50_TEN_CLASSES, RESNET18_OUTPUT_SHAPE, SIZE_MISMATCH, FREEZE_THEN_REPLACE, ANY_HEAD,
             TRAINABLE, BATCHNORM)


def shared_models() -> Iterator[None]:
    """Build the small networks that checks of a whole class copy, a few at a time; random numbers stay as they are."""
    for seed in range(1, 5):  # all their widths and bodies come up in four seeds
        for answer in (answer for question in QUESTIONS for answer in question.answers):
            with torch.random.fork_rng(devices=[]):
                list(answer.inputs(seed))
            yield
