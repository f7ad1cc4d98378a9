"""What became of a model, told by the names of its parts. What of it is right or wrong is not said here.

The model that comes back is a learner's: it may say anything of itself. So PyTorch's own methods are asked, and
classes are looked at themselves.
"""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from course.checking.facts import class_name


@dataclass(frozen=True)
class Look:
    """A model as it stands: each layer's class and settings, and each parameter and buffer, by name."""

    layers: dict[str, str]
    numbers: dict[str, Tensor]


def is_model(value: Any) -> bool:
    return issubclass(type(value), nn.Module)  # `isinstance` would believe the value's own `__class__`


def look(model: nn.Module) -> Look:
    """Return a model as it stands; its numbers are not copied."""
    modules = nn.Module.named_modules(model)
    layers = {name: f"{class_name(type(layer))}({layer.extra_repr()})" for name, layer in modules}
    named = [*nn.Module.named_parameters(model), *nn.Module.named_buffers(model)]
    with torch._C.DisableTorchFunctionSubclass():  # a subclass may override every method; the data is what counts
        return Look(layers, {name: Tensor.as_subclass(Tensor.detach(tensor), Tensor) for name, tensor in named})


def look_and_keep(model: nn.Module) -> Look:
    """Return a model as it stands, with copies of its numbers."""
    seen = look(model)
    return Look(seen.layers, {name: tensor.clone() for name, tensor in seen.numbers.items()})


def changes(before: Look, after: Look) -> dict[str, Any]:
    """Return what is not as it was: layers with what they were and are, the shapes of new numbers, what is gone."""
    names = before.layers | after.layers
    pairs = {name: [before.layers.get(name), after.layers.get(name)] for name in names}
    return {
        "layers": {name: pair for name, pair in pairs.items() if pair[0] != pair[1]},
        "order": [] if _in_order(before.layers, after.layers) else list(after.layers),
        "numbers": {name: list(tensor.shape) for name, tensor in after.numbers.items()
                    if not is_same(tensor, before.numbers.get(name))},
        "gone": [name for name in before.numbers if name not in after.numbers],
    }


def flags(model: nn.Module) -> dict[str, list[str]]:
    """Return the names of the parameters that train and of those that are frozen."""
    found: dict[str, list[str]] = {"trains": [], "frozen": []}
    for name, parameter in nn.Module.named_parameters(model):
        found["trains" if Tensor.requires_grad.__get__(parameter) else "frozen"].append(name)
    return found


def is_same(tensor: Tensor, kept: Tensor | None) -> bool:
    """Whether a tensor holds the numbers that were kept, wherever it lies; on the meta device there are none."""
    return kept is not None and not tensor.is_meta and torch.equal(tensor.cpu(), kept.cpu())


def _in_order(before: dict, after: dict) -> bool:
    return [name for name in before if name in after] == [name for name in after if name in before]
