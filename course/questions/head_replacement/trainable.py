"""`trainable`: count what trains, and hand just that to the optimizer."""
from __future__ import annotations

import numbers
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from typing import Any

import torch
from torch import nn

from course.checking.question import Answer, Question
from course.device import seeded
from course.questions.head_replacement.surgery import Cases, frozen, replaced


@lru_cache(maxsize=8)
def prepared_models(seed: int) -> list[nn.Module]:
    """Models with a new head that trains: alone, of 15 classes with the public seed; with a block; with one bias."""
    from course.backbones import small_model

    n, m, k = (torch.randperm(40, generator=seeded(seed))[:3] + 3).tolist()
    first = replaced(frozen(small_model("resnet50", 2048, 60)), 15 if seed == 0 else n)
    second = replaced(frozen(small_model("efficientnet_lite0", 1280, 60)), m)
    second.features[-1].requires_grad_(True)
    third = replaced(frozen(small_model("vgg16", 128, 60)), k)
    third.features[0].bias.requires_grad_(True)
    return [first, second, third]


def models_to_count(seed: int) -> Sequence[tuple]:
    from course.backbones import copy_model

    models = prepared_models(seed)
    return Cases([*((partial(copy_model, model),) for model in models), (lambda: frozen(copy_model(models[-1])),)])


def models_and_rates(seed: int) -> Sequence[tuple]:
    from course.backbones import copy_model

    rates = (torch.randperm(9, generator=seeded(seed))[:3] + 1).tolist()
    return Cases([(partial(copy_model, model), rate / 100) for model, rate in zip(prepared_models(seed), rates)])


def observe_count(count: Callable, model: nn.Module) -> Any:
    flags, size = [parameter.requires_grad for parameter in model.parameters()], total(model.parameters())
    returned = count(model)
    if returned is None:
        return None
    return {
        "the size of the whole model is another": size,
        "a parameter's `requires_grad` is not what it was": flags != [p.requires_grad for p in model.parameters()],
        "its result is no whole number of Python": not isinstance(returned, numbers.Integral),
        "returned": returned,
    }


def observe_optimizer(make: Callable, model: nn.Module, lr: float) -> Any:
    flags = [parameter.requires_grad for parameter in model.parameters()]
    optimizer = make(model, lr)
    if not isinstance(optimizer, torch.optim.Optimizer):
        return optimizer
    held = {id(parameter) for group in optimizer.param_groups for parameter in group["params"]}
    ours = {id(parameter): parameter.requires_grad for parameter in model.parameters()}
    return {
        "a parameter's `requires_grad` is not what it was": flags != [p.requires_grad for p in model.parameters()],
        "the optimizer holds a parameter that is not the model's": not held <= ours.keys(),
        "a parameter that trains is missing from the optimizer": any(ours[i] and i not in held for i in ours),
        "the optimizer holds a frozen parameter": any(i in held and not ours[i] for i in ours),
        "its learning rate is another": [float(group["lr"]) for group in optimizer.param_groups][:1],
        "its groups have several learning rates": len({float(group["lr"]) for group in optimizer.param_groups}) > 1,
        "returned": "an optimizer",
    }


def total(parameters: Iterable[nn.Parameter]) -> int:
    return sum(parameter.numel() for parameter in parameters)


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
