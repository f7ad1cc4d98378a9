"""The key of `batchnorm`."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from torch import nn

from course.checking.facts import Fact, describe
from course.checking.key import Key, Misconception, Solution
from course.keys.head_replacement.seen import Changed
from course.keys.heads import find_head
from course.keys.reading import UNREADABLE, observed
from course.questions.head_replacement.batchnorm import BATCHNORM, NORMS
from course.questions.head_replacement.changes import look
from course.questions.head_replacement.models import Cases, Copy


class Modes(Changed, forbid_unknown_fields=True, kw_only=True):
    """What `observe_mode` reports."""

    training: list[str]
    moved: list[str]
    statistics: dict[str, list[float]]
    returned: str


def read_mode(fact: Fact, inputs: Cases, case: int) -> Fact:
    """Return an observation as faults, each but the last two true or false; the first decides what a card says."""
    seen, came = observed(fact, Modes), came_as(inputs.plans[case][0])
    if seen is None:
        return UNREADABLE
    training, others = {*seen.training}, {*seen.numbers, *seen.gone}
    frozen, learning = ([name for name in names if name in seen.statistics] for names in (came.frozen, came.learning))
    kinds = came.layers | {name: kind for name, (_, kind) in seen.layers.items()}
    head = [name for name, kind in kinds.items() if kind and kind.startswith(("Linear(", "Dropout("))]
    same_layers = not (seen.layers or seen.order)
    return describe({
        "the layers are not those that came in": not same_layers,
        "a parameter or a running statistic is not what it was": bool(others & came.numbers),
        "a parameter's `requires_grad` is not what it was":
            bool(seen.turned or seen.added or came.parameters & {*seen.gone}),
        "a batch moves the running statistics of a frozen BatchNorm":
            any(name in seen.moved for name in frozen),
        "a frozen BatchNorm normalizes with the batch at hand, not with its running statistics":
            any(name in training for name in frozen),
        "a BatchNorm that trains is in eval mode": any(name not in training for name in learning),
        "the head, or the Dropout before it, is in eval mode": any(name not in training for name in head),
        "statistics that it kept": [seen.statistics[name] for name in frozen[:1]] if same_layers else [],
        "returned": seen.returned,
    })


@dataclass(frozen=True)
class Came:
    """A model as it was handed over, by name."""

    layers: dict[str, str]
    numbers: frozenset[str]
    parameters: frozenset[str]
    frozen: list[str]
    learning: list[str]


@lru_cache(maxsize=64)
def came_as(plan: Copy) -> Came:
    seen = look(plan.original)
    frozen, learning = ([name for name, module in seen.modules.items() if module in norms]
                        for norms in (norms_of(plan.original, trains=trains) for trains in (False, True)))
    return Came(seen.layers, frozenset(seen.numbers), frozenset(seen.parameters), frozen, learning)


def norms_of(model: nn.Module, *, trains: bool | None = None) -> list[nn.Module]:
    """Return the BatchNorms of a model: all, those that train, or those that are frozen."""
    norms = [module for module in model.modules() if isinstance(module, NORMS)]
    return [norm for norm in norms if trains is None or any(p.requires_grad for p in norm.parameters()) == trains]


def train_mode(model: nn.Module) -> nn.Module:
    model.train()
    for norm in norms_of(model, trains=False):
        norm.eval()
    return model


def after_all(change: Callable) -> Callable:
    """Return a way that puts everything into train mode, then does `change`."""
    def mode(model: nn.Module) -> nn.Module:
        change(model.train())
        return model
    return mode


def all_norms_in_eval(model: nn.Module) -> None:
    for norm in norms_of(model):
        norm.eval()


def momentum_zero(model: nn.Module) -> None:
    for norm in norms_of(model, trains=False):
        norm.momentum = 0.0


def statistics_reset(model: nn.Module) -> None:
    for norm in norms_of(model, trains=False):
        norm.eval().reset_running_stats()


def norms_taken_out(model: nn.Module) -> None:
    frozen_ones = norms_of(model, trains=False)
    for name, module in list(model.named_modules()):
        if any(module is norm for norm in frozen_ones):
            model.set_submodule(name, nn.Identity())


def norms_frozen(model: nn.Module) -> None:
    for norm in norms_of(model):
        norm.eval().requires_grad_(False)


def only_head_in_train(model: nn.Module) -> nn.Module:
    find_head(model.eval()).module.train()
    return model


BATCHNORM_KEY = Key(BATCHNORM, (
    Solution(
        BATCHNORM["train_mode"], train_mode,
        (
            Misconception(
                "everything-in-train-mode",
                "`model.train()` is how training begins, and frozen parameters do stay. But BatchNorm's running "
                "statistics are no parameters: in train mode every batch moves them, `requires_grad` or not. Put the "
                "frozen BatchNorms into eval mode afterwards, since `train()` reaches every layer.",
                (lambda model: model.train(), lambda model: all_norms_in_eval(model) or model.train()),
            ),
            Misconception(
                "everything-in-eval-mode",
                "The statistics stay, as they should. But the head is to be trained: the Dropout before it is off now, "
                "and a block that trains uses old statistics. Put all into train mode first, then only the frozen "
                "BatchNorms into eval mode.",
                (lambda model: model.eval(),),
            ),
            Misconception(
                "mode-left-as-it-came",
                "The model may come in train mode or in eval mode, and you leave it there. Call `train()` first, "
                "then `eval()` on the layers that must keep still.",
                (lambda model: model,
                 lambda model: all_norms_in_eval(model) or model,
                 lambda model: [norm.eval() for norm in norms_of(model, trains=False)] and model),
            ),
            Misconception(
                "every-batchnorm-in-eval-mode",
                "The frozen ones keep still, that is right. But where a block was unfrozen, its BatchNorm learns with "
                "it and needs the statistics of the new pictures. Ask each BatchNorm whether its own parameters train.",
                (after_all(all_norms_in_eval),),
            ),
            Misconception(
                "only-the-head-in-train-mode",
                "The backbone keeps still, and the head is in train mode. But a block that was unfrozen learns too, "
                "and the Dropout before the head is off. Start from `train()`, then put the frozen BatchNorms into "
                "eval mode.",
                (only_head_in_train,),
            ),
            Misconception(
                "statistics-switched-off",
                "With momentum 0, or without tracking, the statistics do not move. But BatchNorm does not use them "
                "either: it normalizes with the batch at hand, and the frozen layers give other features than in the "
                "end. Use eval mode for them.",
                (after_all(momentum_zero),),
            ),
            Misconception(
                "statistics-reset",
                "Nothing moves any more. But `reset_running_stats` threw away what the frozen layers had learned "
                "about their inputs. Leave the numbers as they are, and only set the mode.",
                (after_all(statistics_reset),),
            ),
            Misconception(
                "batchnorm-taken-out",
                "Without BatchNorm nothing drifts. But the layers after it have learned from normalized numbers, and "
                "get others now. Keep the layers, and set their mode.",
                (after_all(norms_taken_out),),
            ),
            Misconception(
                "batchnorm-frozen-too",
                "`requires_grad_(False)` on the BatchNorms is not what keeps them still, and it freezes those that "
                "were to train. The mode does it: leave the flags as they are.",
                (after_all(norms_frozen),),
            ),
        ),
        reading=read_mode,
    ),
))
