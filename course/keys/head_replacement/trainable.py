"""The key of `trainable`."""
from __future__ import annotations

import copy
from collections.abc import Callable, Iterable

import msgspec
import torch
from torch import nn

from course.checking.facts import Fact, describe
from course.checking.key import Key, Misconception, Solution
from course.keys.head_replacement.surgery import frozen
from course.keys.heads import find_head
from course.keys.reading import UNREADABLE, observed
from course.questions.head_replacement.models import Cases
from course.questions.head_replacement.trainable import TRAINABLE, which_train


class Made(msgspec.Struct, forbid_unknown_fields=True):
    """What `observe_optimizer` reports."""

    held: list[int]
    foreign: int
    trains: list[int]
    rates: list[float]
    returned: str


def read_optimizer(fact: Fact, inputs: Cases, case: int) -> Fact:
    """Return an observation as faults, each true or false, and the learning rate."""
    seen = observed(fact, Made)
    if seen is None:
        return UNREADABLE
    held, trains = {*seen.held}, {*seen.trains}
    return describe({
        "a parameter's `requires_grad` is not what it was": seen.trains != which_train(inputs.plans[case][0].original),
        "the optimizer holds a parameter that is not the model's": seen.foreign != 0,
        "a parameter that trains is missing from the optimizer": bool(trains - held),
        "the optimizer holds a frozen parameter": bool(held - trains),
        "its learning rate is another": seen.rates[:1],
        "its groups have several learning rates": len({*seen.rates}) > 1,
        "returned": seen.returned,
    })


def total(parameters: Iterable[nn.Parameter]) -> int:
    return sum(parameter.numel() for parameter in parameters)


def that_train(model: nn.Module) -> list[nn.Parameter]:
    return [parameter for parameter in model.parameters() if parameter.requires_grad]


def last_layer(model: nn.Module) -> nn.Module:
    return find_head(model).module


def optimizer_of(choose: Callable, rate: Callable = lambda lr: lr) -> Callable:
    return lambda model, lr: torch.optim.SGD(choose(model), lr=rate(lr))


def old_head(model: nn.Module) -> Iterable[nn.Parameter]:
    return nn.Linear(last_layer(model).in_features, 1000).parameters()


def freezing_all(model: nn.Module, lr: float) -> torch.optim.Optimizer:
    frozen(model)
    return torch.optim.SGD(last_layer(model).requires_grad_(True).parameters(), lr=lr)


TRAINABLE_KEY = Key(TRAINABLE, (
    Solution(
        TRAINABLE["count_trainable"], lambda model: total(that_train(model)),
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
    ),
    Solution(
        TRAINABLE["make_optimizer"], optimizer_of(that_train),
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
        reading=read_optimizer,
    ),
))
