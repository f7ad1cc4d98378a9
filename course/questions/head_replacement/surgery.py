"""What an answer did to a model, observed: its parts that are new, what trains, what one picture gives.

Three questions ask for a model with a new head. A model that looks right is not enough: its layers may have been made
anew, its statistics may have moved, `forward` may pass the new head by. All of that is reported here, for all parts of
the model alike.
"""
from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.parameter import is_lazy

from course.checking.facts import class_name
from course.questions.head_replacement.changes import Look, changes, is_model, look


def observe_surgery(work: Callable, model: nn.Module, *arguments: Any) -> Any:
    """Return what `work` makes of `model`, or what it returned instead of a model.

    Args:
        work: the learner's function.
        model: has its head in place.
        arguments: what else `work` takes.
    """
    before = look(model, keep=True)
    returned = work(model, *arguments)
    if not is_model(returned):
        return returned
    settle(returned)
    after = look(returned)
    changed = changes(before, after)
    logits, unused, error = try_out(returned, after, changed)
    said = error or f"{None if logits is None else logits.shape[-1]} logits"
    return {
        **changed,
        "unused": unused,
        "devices": sorted({tensor.device.type for tensor in after.parameters.values()}),
        "is_copy": returned is not model,
        "logits": logits,
        "returned": f"{class_name(type(returned))}, {said}",
    }


def settle(model: nn.Module) -> None:
    """Let a lazy layer, which has no numbers before its first picture, take its shape from one."""
    if any(is_lazy(parameter) for parameter in nn.Module.parameters(model)):
        modes = {module: module.training for module in nn.Module.modules(model)}
        with contextlib.suppress(Exception), torch.no_grad():
            model.eval()(picture_for(model))
        for module, mode in modes.items():
            module.training = mode


def picture_for(model: nn.Module) -> Tensor:
    """Return a small picture, (1, 3, side, side); a vision transformer takes those of one size."""
    side = getattr(model, "image_size", 32)
    return torch.linspace(-1, 1, 3 * side * side).reshape(1, 3, side, side)


def try_out(model: nn.Module, seen: Look, changed: dict[str, Any]) -> tuple[Tensor | None, list[str], str]:
    """Return the logits of one picture, (1, classes), the new layers that take no part, and the error that arose.

    New parameters get numbers that anyone can make again; those that they were born with are random.
    """
    used: set[str] = set()
    new = {*changed["layers"], *(name.rpartition(".")[0] for name in changed["numbers"])}
    watched = [name for name in seen.modules if name in new]
    handles = [nn.Module.register_forward_hook(seen.modules[name], lambda *call, name=name: used.add(name))
               for name in watched]
    logits, error = None, ""
    try:
        picture = picture_for(model)
        with torch.inference_mode():
            for tensor in (seen.parameters[name] for name in changed["numbers"] if name in seen.parameters):
                tensor.copy_(torch.linspace(-1, 1, tensor.numel()).reshape(tensor.shape))
            if any(tensor.device.type not in ("cpu", "meta") for tensor in seen.parameters.values()):
                nn.Module.cpu(model)  # a graphics card rounds in other ways
            logits = model.eval()(picture.to(next(iter(seen.parameters.values()), picture).dtype))
    except Exception as caught:  # whatever a learner's model raises is an observation
        error = f"{type(caught).__name__}: {caught}"
    finally:
        for handle in handles:
            handle.remove()
    return logits, [name for name in watched if name not in used], error
