"""The small models that this lesson's questions hand over, made only when a case is asked for."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from torch import nn


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
        if not self.training:
            model.eval()
        return model if self.trains else model.requires_grad_(False)


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
