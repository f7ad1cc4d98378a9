"""`freeze-then-replace`: the layers before the head frozen and as they came, a new head that trains."""
from __future__ import annotations

import torch

from course.checking.question import Answer, Question
from course.device import seeded
from course.questions.head_replacement.models import Cases, Recipe
from course.questions.head_replacement.surgery import observe_surgery


def resnet50s_and_classes(seed: int) -> Cases:
    """Small relatives of ResNet-50 with 1000 classes (120 in grading), and how many are wanted: first 15 in public.

    A real one holds 100 MB and takes a third of a second to build; the class, the names and the width of the head,
    which this question is about, are the same. The second comes in eval mode, the third comes frozen.
    """
    wanted = (torch.randperm(60, generator=seeded(seed))[:3] + 3).tolist()  # three different numbers
    if seed == 0:
        wanted[0] = 15
    had = 1000 if seed == 0 else 120
    return Cases([(Recipe("resnet50", 2048, had, (seed + i) % 4, training=i != 1, trains=i != 2), n)
                  for i, n in enumerate(wanted)])


FREEZE_THEN_REPLACE = Question("freeze-then-replace", "Freeze first, replace after", (
    Answer(
        "prepare", "the model that came in, frozen, with a new head that trains",
        inputs=resnet50s_and_classes, call=observe_surgery,
    ),
))
