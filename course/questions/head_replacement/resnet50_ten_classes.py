"""`resnet50-ten-classes`: a new head for ten classes on a ResNet-50."""
from __future__ import annotations

import torch

from course.checking.question import Answer, Question
from course.device import seeded
from course.questions.head_replacement.models import Cases, Recipe
from course.questions.head_replacement.surgery import observe_surgery


def resnet50s(seed: int) -> Cases:
    """Small relatives of ResNet-50: its class, its `fc` of 2048 features, a narrow body; 1000 classes first in public.

    Grading has 120, which are copied sooner. The second comes in eval mode. A few bodies are kept, so that no check has
    to build one.
    """
    n_classes = int(torch.randint(20, 120, (), generator=seeded(seed)))
    both = (1000 if seed == 0 else 120, n_classes)
    return Cases([(Recipe("resnet50", 2048, n, (seed + i) % 4, training=i == 0),) for i, n in enumerate(both)])


RESNET50_TEN_CLASSES = Question("resnet50-ten-classes", "Swap the head", (
    Answer(
        "ten_classes", "the model that came in, with a new head at the place where its class keeps it",
        inputs=resnet50s, call=observe_surgery,
    ),
))
