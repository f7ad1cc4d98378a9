"""`any-head`: a new head for a model of any family, and nothing else changed."""
from __future__ import annotations

import torch

from course.checking.question import Answer, Question
from course.device import seeded
from course.questions.head_replacement.models import Cases, Recipe
from course.questions.head_replacement.surgery import observe_surgery

WIDTHS = {  # one of each class and its width as in lesson 3's table; the other ResNets differ in depth alone
    "resnet18": 512, "resnet50": 2048, "vgg16": 4096, "mobilenet_v2": 1280, "mobilenet_v3_small": 1024,
    "efficientnet_b0": 1280, "densenet121": 1024, "convnext_tiny": 768, "vit_b_16": 768, "swin_t": 768,
    "squeezenet1_1": 512, "efficientnet_lite0": 1280,
}
OTHER_WIDTHS = 128, 136, 144, 152  # few: a model is built once, and copied for each learner of a class


def models_of_all_families(seed: int) -> Cases:
    """A small relative of each family, in an order that the seed sets, every other one frozen; other widths in grading.

    SqueezeNet and VGG come first: they tell most wrong ways apart, so that the others need not be tried.
    """
    generator = seeded(seed)
    order = torch.randperm(len(WIDTHS), generator=generator).tolist()
    order.sort(key=lambda place: list(WIDTHS)[place] not in ("squeezenet1_1", "vgg16"))
    plans = []
    for i, place in enumerate(order):
        had, wanted = torch.randint(2, 60, (2,), generator=generator).tolist()
        name, width = list(WIDTHS.items())[place]
        if seed != 0:
            width = OTHER_WIDTHS[(seed + place) % 4] * (10 if name == "mobilenet_v2" else 1)
        plans.append((Recipe(name, width, had + 60, trains=i % 2 == 0), wanted))
    return Cases(plans)


ANY_HEAD = Question("any-head", "A new head for any family", (
    Answer(
        "replace_head", "the model that came in, with a new head at its place, all else as it was",
        inputs=models_of_all_families, call=observe_surgery,
    ),
))
