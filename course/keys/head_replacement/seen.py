"""What was observed of a model that was worked on, in the form that it must have, and what it was before."""
from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec

from course.keys.heads import find_head


class Changed(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What `changes` reports of a model."""

    layers: dict[str, tuple[str | None, str | None]]
    order: list[str]
    numbers: dict[str, list[int]]
    moved: dict[str, str]
    gone: list[str]
    turned: list[str]
    added: dict[str, bool]
    trains: list[str]
    modes: dict[str, bool]
    batches: dict[str, tuple[int, int]]
    dtypes: list[str]


class Surgery(Changed, forbid_unknown_fields=True, kw_only=True):
    """What `observe_surgery` reports."""

    unused: list[str]
    devices: list[str]
    is_copy: bool
    logits: Any
    returned: str


@dataclass(frozen=True)
class Body:
    """What a family's small model has, whatever its numbers: its head, and the rest by name.

    Attributes:
        place: the name of its head.
        region: the same, or that of the container around it that holds nothing else.
        kind: the class of its head.
        width: the features that it takes.
        kernel: the size of its head's kernel, () for a Linear.
        layers: all layers by name, with what they say of themselves.
        parameters: the names of its parameters.
        buffers: the names of its buffers.
    """

    place: str
    region: str
    kind: str
    width: int
    kernel: tuple[int, ...]
    layers: dict[str, str]
    parameters: frozenset[str]
    buffers: frozenset[str]

    def is_head(self, name: str) -> bool:
        return f"{name}.".startswith(f"{self.region}.")

    def is_near(self, name: str) -> bool:
        """Whether a layer or parameter stands in the same part of the model as its head, such as `classifier`."""
        return f"{name}.".startswith(f"{self.place.split('.')[0]}.")


@cache
def body_of(family: str, width: int, body: int) -> Body:
    """Return what a family's model consists of; `body` spares building another one than the recipe's own."""
    from course.backbones import shared_small_model  # only now: torchvision takes a second to import

    model = shared_small_model(family, width, 123, body)
    head, layers = find_head(model), dict(model.named_modules())
    region = head.name
    while (parent := region.rpartition(".")[0]) and len(layers[parent]._modules) == 1:
        region = parent
    return Body(head.name, region, type(head.module).__name__, width, tuple(head.module.weight.shape[2:]),
                {name: f"{type(layer).__name__}({layer.extra_repr()})" for name, layer in layers.items()},
                frozenset(name for name, _ in model.named_parameters()),
                frozenset(name for name, _ in model.named_buffers()))


def leaves(layers: dict[str, str]) -> dict[str, str]:
    """Return the layers that hold no others."""
    holding = {name.rpartition(".")[0] for name in layers if name}
    return {name: kind for name, kind in layers.items() if name and name not in holding}


def layers_now(seen: Changed, before: dict[str, str]) -> dict[str, str]:
    """Return all layers by name as they are now."""
    now = before | {name: kind for name, (_, kind) in seen.layers.items()}
    return {name: kind for name, kind in now.items() if kind is not None}


def trains_now(seen: Changed, before: dict[str, bool]) -> dict[str, bool]:
    """Return of each parameter whether it trains."""
    turned, gone = {*seen.turned}, {*seen.gone}
    return {name: flag != (name in turned) for name, flag in before.items() if name not in gone} | seen.added
