"""`head-width`: how many features the head of a model takes, whatever its family."""
from __future__ import annotations

import numbers
from collections.abc import Callable, Sequence

import torch
from torch import nn

from course.checking.facts import class_name
from course.checking.question import Answer, Question
from course.device import seeded

WIDTHS = {  # one of each class and its width as in the lesson's table; the other ResNets differ in depth alone
    "squeezenet1_1": 512, "vgg16": 4096, "mobilenet_v3_small": 1024,
    "resnet18": 512, "resnet50": 2048, "mobilenet_v2": 1280, "efficientnet_b0": 1280, "densenet121": 1024,
    "convnext_tiny": 768, "vit_b_16": 768, "swin_t": 768, "efficientnet_lite0": 1280,
}
N_TELLING = 3  # the first ones tell most wrong ways apart; coming first, they spare the copies of all the others


class Copies(Sequence):
    """A copy of each model, made when it is asked for: most wrong ways are told apart by the first one already."""

    def __init__(self, models: list[tuple[nn.Module, bool]]) -> None:
        self.models = models

    def __len__(self) -> int:
        return len(self.models)

    def __getitem__(self, place: int) -> tuple[nn.Module]:
        from course.backbones import copy_model

        model, training = self.models[place]
        return (copy_model(model).train(training),)


def models_of_all_families(seed: int) -> Sequence[tuple]:
    """The table's widths for the public seed, others for grading; any number of classes; some in train mode.

    Small relatives of the families stand in for the real models: a look at attributes, a walk over the modules and
    a forward pass all work, and the check answers at once.
    """
    from course.backbones import shared_small_model  # only now: torchvision takes a second to import

    generator = seeded(seed)
    models = []
    telling = torch.randperm(N_TELLING, generator=generator).tolist()
    others = (torch.randperm(len(WIDTHS) - N_TELLING, generator=generator) + N_TELLING).tolist()
    for i in (*telling, *others):
        name = list(WIDTHS)[i]
        steps, n_classes = (int(torch.randint(2, 60, (), generator=generator)) for _ in range(2))
        width = WIDTHS[name] if seed == 0 else 8 * steps + (1280 if name == "mobilenet_v2" else 64)
        models.append((shared_small_model(name, width, n_classes), i % 2 == 0))
    return Copies(models)


def observe_head_width(head_width: Callable, model: nn.Module) -> dict:
    modes, layers = modes_of(model), structure(model)
    returned = head_width(model)
    if returned is None:
        return None
    is_layer = issubclass(type(returned), nn.Module)  # told in words: a layer itself is no fact
    return {
        "returned": f"the layer {class_name(type(returned))}" if is_layer else returned,
        "its result is no whole number of Python": not issubclass(type(returned), numbers.Integral),
        "the model's layers are not what they were": structure(model) != layers,
        "the model is not in the mode in which it was": modes_of(model) != modes,
    }


def modes_of(model: nn.Module) -> list[bool]:
    return [module.training for module in nn.Module.modules(model)]


def structure(model: nn.Module) -> list[tuple]:
    return [(name, id(module), *((parameter.shape, parameter.device) for parameter in module.parameters(recurse=False)))
            for name, module in nn.Module.named_modules(model)]


HEAD_WIDTH = Question("head-width", "Where a family keeps its head", (
    Answer(
        "head_width", "a whole number: how many features the model's last layer takes",
        inputs=models_of_all_families, call=observe_head_width,
    ),
))
