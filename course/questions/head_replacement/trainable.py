"""`trainable`: count what trains, and hand just that to the optimizer."""
from __future__ import annotations

import numbers
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

import torch
from torch import nn

from course.checking.question import Answer, Question
from course.device import seeded
from course.questions.head_replacement.models import Cases, Copy


@lru_cache(maxsize=8)
def prepared_models(seed: int) -> list[Copy]:
    """Models whose head trains: alone, of 15 classes with the public seed; with a block; one bias; a parameter of the
    model itself; and one model that does not train.
    """
    from course.backbones import small_model

    n, m, k = (torch.randperm(40, generator=seeded(seed))[:3] + 3).tolist()
    resnet, lite0, vgg, vit, still = models = [
        small_model("resnet50", 2048, 15 if seed == 0 else n), small_model("efficientnet_lite0", 1280, m),
        small_model("vgg16", 128, k), small_model("vit_b_16", 128, m), small_model("vgg16", 128, k),
    ]
    for model in models:
        model.requires_grad_(False)
    for part in (resnet.fc, lite0.classifier[1], lite0.features[0], vgg.classifier[6], vgg.features[0].bias,
                 vit.heads, vit.class_token):
        part.requires_grad_(True)
    return [Copy(model) for model in models]


def models_to_count(seed: int) -> Cases:
    return Cases([(plan,) for plan in prepared_models(seed)])


def models_and_rates(seed: int) -> Cases:
    rates = (torch.randperm(9, generator=seeded(seed))[:4] + 1).tolist()  # none for the model that does not train
    return Cases([(plan, rate / 100) for plan, rate in zip(prepared_models(seed), rates)])


def observe_count(count: Callable, model: nn.Module) -> Any:
    """What was counted, and what there was to count."""
    shapes = {name: list(p.shape) for name, p in nn.Module.named_parameters(model) if p.requires_grad}
    flags, size = which_train(model), sum(parameter.numel() for parameter in model.parameters())
    returned = count(model)
    if returned is None:
        return None
    return {
        "the size of the whole model is another": size,
        "a parameter's `requires_grad` is not what it was": flags != which_train(model),
        "its result is no whole number of Python": not issubclass(type(returned), numbers.Integral),
        "returned": returned,
        "to be counted": shapes,
    }


def observe_optimizer(make: Callable, model: nn.Module, lr: float) -> Any:
    """What the optimizer holds, as places among the model's parameters."""
    optimizer = make(model, lr)
    if issubclass(type(optimizer), torch.optim.lr_scheduler.LRScheduler):
        return "a scheduler, and no optimizer"
    if issubclass(type(optimizer), (list, tuple, dict, Iterator)):
        return "parameters, and no optimizer"
    if not issubclass(type(optimizer), torch.optim.Optimizer):
        return optimizer
    places = {id(parameter): place for place, parameter in enumerate(nn.Module.parameters(model))}
    held = {id(parameter) for group in optimizer.param_groups for parameter in group["params"]}
    return {
        "held": sorted(places[i] for i in held & places.keys()),
        "foreign": len(held - places.keys()),
        "names": [name for name, _ in nn.Module.named_parameters(model)],
        "trains": which_train(model),
        "rates": [float(group["lr"]) for group in optimizer.param_groups],
        "returned": "an optimizer",
    }


def which_train(model: nn.Module) -> list[int]:
    """Return the places of the parameters that train."""
    parameters = nn.Module.parameters(model)
    return [place for place, parameter in enumerate(parameters) if torch.Tensor.requires_grad.__get__(parameter)]


TRAINABLE = Question("trainable", "Hand the optimizer what trains", (
    Answer(
        "count_trainable", "a whole number: how many numbers of the model will be trained",
        inputs=models_to_count, call=observe_count,
    ),
    Answer(
        "make_optimizer", "an optimizer with the given learning rate, made for this model",
        inputs=models_and_rates, call=observe_optimizer,
    ),
))
