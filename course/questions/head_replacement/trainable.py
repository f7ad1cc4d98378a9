"""`trainable`: count what trains, and hand just that to the optimizer."""
from __future__ import annotations

import copy
import numbers
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from typing import Any

import torch
from torch import nn

from course.checking.question import Answer, Misconception, Question
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


def that_train(model: nn.Module) -> list[nn.Parameter]:
    return [parameter for parameter in model.parameters() if parameter.requires_grad]


def last_layer(model: nn.Module) -> nn.Module:
    from course.backbones import find_head

    return find_head(model).module


def optimizer_of(choose: Callable, rate: Callable = lambda lr: lr) -> Callable:
    return lambda model, lr: torch.optim.SGD(choose(model), lr=rate(lr))


def old_head(model: nn.Module) -> Iterable[nn.Parameter]:
    return nn.Linear(last_layer(model).in_features, 1000).parameters()


def freezing_all(model: nn.Module, lr: float) -> torch.optim.Optimizer:
    frozen(model)
    return torch.optim.SGD(last_layer(model).requires_grad_(True).parameters(), lr=lr)


TRAINABLE = Question("trainable", "Hand the optimizer what trains", (
    Answer(
        "count_trainable", "a whole number: how many numbers of the model will be trained",
        lambda model: total(that_train(model)),
        (
            Misconception(
                "all-parameters-counted",
                "The sum over all parameters is the size of the model. Most of them are frozen and will not change. "
                "Keep only those that require a gradient.",
                (lambda model: total(model.parameters()),),
            ),
            Misconception(
                "tensors-counted",
                "A weight is one parameter to PyTorch, but a table of many numbers. `numel()` says how many. Add those "
                "up.",
                (lambda model: len(that_train(model)), lambda model: len(list(model.parameters()))),
            ),
            Misconception(
                "rows-counted",
                "`len` of a table is the number of its rows. A weight has columns too: `numel()` counts every number.",
                (lambda model: sum(len(parameter) for parameter in that_train(model)),),
            ),
            Misconception(
                "head-only-counted",
                "Often the head is all that trains, and then this is right. But a block may have been unfrozen as "
                "well, or the head frozen. Ask each parameter whether it requires a gradient.",
                (lambda model: total(last_layer(model).parameters()),
                 lambda model: last_layer(model).weight.numel()),
            ),
            Misconception(
                "biases-forgotten",
                "The weights are most of it. A layer's bias is trained as well, and belongs to its parameters. Go "
                "through `model.parameters()`, which gives both.",
                (lambda model: total(p for p in that_train(model) if p.ndim > 1),
                 lambda model: total(p for name, p in model.named_parameters()
                                     if p.requires_grad and not name.endswith("bias"))),
            ),
            Misconception(
                "frozen-ones-counted",
                "You counted what stays as it is. Asked is the rest: turn the condition round.",
                (lambda model: total(p for p in model.parameters() if not p.requires_grad),),
            ),
        ),
        inputs=models_to_count, call=observe_count,
    ),
    Answer(
        "make_optimizer", "an optimizer with the given learning rate, made for this model", optimizer_of(that_train),
        (
            Misconception(
                "all-parameters-held",
                "`model.parameters()` is what most examples hand over, and frozen parameters get no gradient. But the "
                "optimizer goes on holding them, and one that is unfrozen later starts to move without anyone's "
                "asking. Hand over those that require a gradient.",
                (optimizer_of(nn.Module.parameters),),
            ),
            Misconception(
                "parameters-of-another-head",
                "Each parameter in your optimizer was trainable once. But some are not this model's: those of the old "
                "head, or of a copy. They are no longer part of any answer, and the new head would never move. Make "
                "the optimizer after the head is in place, from this very model.",
                (optimizer_of(old_head), optimizer_of(lambda model: that_train(copy.deepcopy(model))),
                 optimizer_of(lambda model: copy.deepcopy(last_layer(model)).parameters())),
            ),
            Misconception(
                "head-only-held",
                "Often the head is all that trains. But a block may have been unfrozen as well, and it would stay as "
                "it is without a word. Ask each parameter whether it requires a gradient.",
                (optimizer_of(lambda model: last_layer(model).parameters()),),
            ),
            Misconception(
                "part-of-the-head-held",
                "The weight is most of a layer. Its bias trains as well: without it in the optimizer it stays at its "
                "first values. Take all parameters that require a gradient.",
                (optimizer_of(lambda model: [p for p in that_train(model) if p.ndim > 1]),
                 optimizer_of(lambda model: [last_layer(model).weight])),
            ),
            Misconception(
                "frozen-ones-held",
                "You handed over what is frozen, so that nothing will ever move. Turn the condition round.",
                (optimizer_of(lambda model: [p for p in model.parameters() if not p.requires_grad]),),
            ),
            Misconception(
                "learning-rate-ignored",
                "The parameters are right. But the caller says how large the steps are: pass `lr` on.",
                tuple(optimizer_of(that_train, lambda lr, rate=rate: rate)
                      for rate in (1e-3, 1e-4, 1e-2, 0.1, 0.5)),
            ),
            Misconception(
                "flags-changed",
                "The optimizer would train something. But you changed what is frozen on the way, and that is the "
                "caller's choice. Only read `requires_grad` here.",
                (freezing_all, lambda model, lr: torch.optim.SGD(model.requires_grad_(True).parameters(), lr=lr)),
            ),
        ),
        inputs=models_and_rates, call=observe_optimizer,
    ),
))
