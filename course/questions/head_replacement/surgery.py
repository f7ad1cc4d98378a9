"""What an answer did to a model, observed: its parts that are new, what trains, what one picture gives.

Three questions ask for a model with a new head. A model that looks right is not enough: its layers may have been made
anew, its statistics may have moved, `forward` may pass the new head by. All of that is reported here, for all parts of
the model alike.
"""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn

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
    after = look(returned)
    changed = changes(before, after)
    logits, unused, error = try_out(returned, after, changed)
    said = error or f"{None if logits is None else logits.shape[-1]} logits"
    return {
        **changed,
        "unused": unused,
        "devices": sorted({tensor.device.type for tensor in after.parameters.values()}),
        "logits": logits,
        "returned": f"{class_name(type(returned))}, {said}",
    }


def try_out(model: nn.Module, seen: Look, changed: dict[str, Any]) -> tuple[Tensor | None, list[str], str]:
    """Return the logits of one picture, (1, classes), the new layers that take no part, and the error that arose.

    New parameters get numbers that anyone can make again; those that they were born with are random.
    """
    used: set[str] = set()
    new = {*changed["layers"], *(name.rpartition(".")[0] for name in changed["numbers"])}
    watched = [name for name in seen.modules if name in new]
    side = getattr(model, "image_size", 32)  # a vision transformer takes pictures of one size
    picture = torch.linspace(-1, 1, 3 * side * side).reshape(1, 3, side, side)
    picture = picture.to(next(iter(seen.parameters.values()), picture))
    handles = [nn.Module.register_forward_hook(seen.modules[name], lambda *call, name=name: used.add(name))
               for name in watched]
    logits, error = None, ""
    try:
        with torch.inference_mode():
            for tensor in (seen.parameters[name] for name in changed["numbers"] if name in seen.parameters):
                tensor.copy_(torch.linspace(-1, 1, tensor.numel()).reshape(tensor.shape))
            logits = model.eval()(picture).cpu()
    except Exception as caught:  # whatever a learner's model raises is an observation
        error = f"{type(caught).__name__}: {caught}"
    finally:
        for handle in handles:
            handle.remove()
    return logits, [name for name in watched if name not in used], error
