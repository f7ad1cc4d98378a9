"""The small models that this lesson's questions hand over, made only when a case is asked for."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import nn

from course.device import seeded

N_BATCHES = 40  # that moved the statistics of every BatchNorm before a model was handed over


@dataclass(frozen=True)
class Recipe:
    """How to make one model; nothing is built until it is.

    Attributes:
        family: its name.
        width: features that its head takes.
        n_classes: outputs of its head.
        body: seed of its numbers, one of a few: a model is built once, and copied for each learner of a class.
        training: whether it comes in train mode.
        trains: whether its parameters come trainable.
    """

    family: str
    width: int
    n_classes: int
    body: int = 0
    training: bool = True
    trains: bool = True

    def make(self) -> nn.Module:
        from course.backbones import small_model  # only now: torchvision takes a second to import

        model = small_model(self.family, self.width, self.n_classes, self.body)  # in train mode, and all of it trains
        draw_statistics(model, self.body)
        if not self.training:
            model.eval()
        return model if self.trains else model.requires_grad_(False)


def draw_statistics(model: nn.Module, seed: int) -> None:
    """Give every BatchNorm the statistics of a model that has learned: a new one's are 0 and 1, as after a reset."""
    generator = seeded(seed)
    for norm in (module for module in model.modules() if isinstance(module, nn.modules.batchnorm._BatchNorm)):
        norm.running_mean.copy_(torch.randn(norm.num_features, generator=generator))
        norm.running_var.copy_(torch.rand(norm.num_features, generator=generator) + 0.5)
        norm.num_batches_tracked.fill_(N_BATCHES)


@dataclass(frozen=True)
class Copy:
    """A model that stays as it is; learners get copies."""

    original: nn.Module

    def make(self) -> nn.Module:
        from course.backbones import copy_model

        return copy_model(self.original)


class Cases(Sequence):
    """Cases whose first argument is a model; it is made when its case is asked for, since few ever are.

    Attributes:
        plans: of each case, how its model is made, then the other arguments.
    """

    def __init__(self, plans: list[tuple[Recipe | Copy, Any]]) -> None:
        self.plans = plans

    def __len__(self) -> int:
        return len(self.plans)

    def __getitem__(self, place: int) -> tuple:
        plan, *others = self.plans[place]
        return plan.make(), *others
