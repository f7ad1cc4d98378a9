"""`any-head`: a new head for a model of any family, and nothing else changed."""
from __future__ import annotations

import torch

from course.checking.question import Answer, Question
from course.device import seeded
from course.questions.head_replacement.models import Cases, Recipe
from course.questions.head_replacement.surgery import observe_surgery

FAMILIES = (  # one of each class; the other ResNets differ in depth alone
    "squeezenet1_1", "vgg16", "densenet121", "vit_b_16", "swin_t", "resnet18", "resnet50", "mobilenet_v2",
    "mobilenet_v3_small", "efficientnet_b0", "convnext_tiny", "efficientnet_lite0",
)
N_FIRST = 5  # these tell most wrong ways apart, so that the others need not be tried
WIDTHS = 128, 136, 144, 152  # few: a model is built once, and copied for each learner of a class


def models_of_all_families(seed: int) -> Cases:
    """A small relative of each family, the later ones in an order that the seed sets.

    Every other one comes frozen, and every third in eval mode.
    """
    generator = seeded(seed)
    order = [*range(N_FIRST), *(torch.randperm(len(FAMILIES) - N_FIRST, generator=generator) + N_FIRST).tolist()]
    plans = []
    for i, place in enumerate(order):
        had, wanted = torch.randint(2, 60, (2,), generator=generator).tolist()
        name, width = FAMILIES[place], WIDTHS[(seed + place) % len(WIDTHS)]
        width = 10 * width + 80 if name == "mobilenet_v2" else width  # no width of lesson 3's table
        plans.append((Recipe(name, width, had + 60, training=i % 3 != 1, trains=i % 2 == 0), wanted))
    return Cases(plans)


ANY_HEAD = Question("any-head", "A new head for any family", (
    Answer(
        "replace_head", "the model that came in, with a new head at its place, all else as it was",
        inputs=models_of_all_families, call=observe_surgery,
    ),
))
