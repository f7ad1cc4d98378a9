"""What became of a model, told by the names of its parts. What of it is right or wrong is not said here.

The model that comes back is a learner's: it may say anything of itself. So PyTorch's own methods are asked, and
classes are looked at themselves.
"""
from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any

import torch
from torch import Tensor, nn

from course.checking.facts import class_name


@dataclass(frozen=True)
class Look:
    """A model as it stands, by name: layers, their classes, settings and modes, parameters, flags, all its numbers."""

    modules: dict[str, nn.Module]
    layers: dict[str, str] = field(default_factory=dict)
    modes: dict[str, bool] = field(default_factory=dict)
    parameters: dict[str, nn.Parameter] = field(default_factory=dict)
    trains: dict[str, bool] = field(default_factory=dict)
    numbers: dict[str, Tensor] = field(default_factory=dict)


_class_name = cache(class_name)
_trains = Tensor.requires_grad.__get__


def is_model(value: Any) -> bool:
    return issubclass(type(value), nn.Module)  # `isinstance` would believe the value's own `__class__`


def look(model: nn.Module, keep: bool = False) -> Look:
    """Return a model as it stands, on one walk through it; its numbers are copied only if they are to be kept."""
    seen = Look(dict(nn.Module.named_modules(model)))
    with torch._C.DisableTorchFunctionSubclass():  # a subclass may override every method; the data is what counts
        for name, module in seen.modules.items():
            seen.layers[name] = f"{_class_name(type(module))}({module.extra_repr()})"
            seen.modes[name] = bool(module.training)
            before = f"{name}." if name else ""
            for inner, tensor in module._parameters.items():
                if tensor is not None:
                    full = before + inner
                    seen.parameters[full], seen.trains[full] = tensor, _trains(tensor)
                    seen.numbers[full] = Tensor.clone(Tensor.detach(tensor)) if keep else Tensor.detach(tensor)
            for inner, tensor in module._buffers.items():
                if tensor is not None:
                    seen.numbers[before + inner] = Tensor.clone(tensor) if keep else Tensor.detach(tensor)
    return seen


def changes(before: Look, after: Look) -> dict[str, Any]:
    """Return what is not as it was: layers with what they were and are, the shapes of new numbers, what is gone.

    Of numbers under new names, also under which old name the very same were.

    Of parameters, also which of them train that did not, or the reverse, whether those with new names do, and all that
    train now. Of BatchNorms, how many batches moved their statistics before and now, where that is another number.
    """
    names = before.layers | after.layers
    pairs = {name: [before.layers.get(name), after.layers.get(name)] for name in names}
    return {
        "layers": {name: pair for name, pair in pairs.items() if pair[0] != pair[1]},
        "order": [] if _in_order(before.layers, after.layers) else list(after.layers),
        "numbers": {name: list(tensor.shape) for name, tensor in after.numbers.items()
                    if not is_same(tensor, before.numbers.get(name))},
        "moved": {name: old for name, tensor in after.numbers.items() if name not in before.numbers
                  for old, kept in before.numbers.items() if kept.shape == tensor.shape and is_same(tensor, kept)},
        "gone": [name for name in before.numbers if name not in after.numbers],
        "turned": [name for name, trains in after.trains.items() if before.trains.get(name, trains) != trains],
        "added": {name: trains for name, trains in after.trains.items() if name not in before.trains},
        "trains": [name for name, trains in after.trains.items() if trains],
        "modes": {name: mode for name, mode in after.modes.items() if before.modes.get(name, mode) != mode},
        "batches": {name: pair for name in before.numbers if name.endswith("num_batches_tracked")
                    and name in after.numbers and len({*(pair := [_whole(before, name), _whole(after, name)])}) > 1},
        "dtypes": sorted({str(parameter.dtype).removeprefix("torch.") for parameter in after.parameters.values()}),
    }


def _whole(seen: Look, name: str) -> int:
    number = seen.numbers[name]
    return -1 if number.is_meta or number.numel() != 1 else int(number)


def is_same(tensor: Tensor, kept: Tensor | None) -> bool:
    """Whether a tensor holds the numbers that were kept, wherever it lies; on the meta device there are none."""
    return kept is not None and not tensor.is_meta and torch.equal(tensor.cpu(), kept.cpu())


def _in_order(before: dict, after: dict) -> bool:
    return [name for name in before if name in after] == [name for name in after if name in before]
