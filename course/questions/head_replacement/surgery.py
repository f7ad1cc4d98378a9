"""What an answer did to a model, observed: its parts that are new, what trains, what one picture gives.

Three questions ask for a model with a new head. A model that looks right is not enough: its layers may have been made
anew, its statistics may have moved, `forward` may pass the new head by. All of that is reported here, for all parts of
the model alike.
"""
from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.modules.module import register_module_forward_hook

from course.checking.facts import class_name
from course.questions.head_replacement.changes import changes, flags, is_model, look, look_and_keep


def observe_surgery(work: Callable, model: nn.Module, *arguments: Any) -> Any:
    """Return what `work` makes of `model`, or what it returned instead of a model.

    Args:
        work: the learner's function.
        model: has its head in place.
        arguments: what else `work` takes.
    """
    before = look_and_keep(model)
    returned = work(model, *arguments)
    if not is_model(returned):
        return returned
    after = look(returned)
    changed, trains = changes(before, after), flags(returned)
    logits, used, error = try_out(returned, changed["numbers"])
    said = error or f"{None if logits is None else logits.shape[-1]} logits"
    return {
        **changed,
        **trains,
        "unused": [name for name, layer in nn.Module.named_modules(returned) if id(layer) not in used],
        "devices": sorted({tensor.device.type for tensor in nn.Module.parameters(returned)}),
        "logits": logits,
        "returned": f"{class_name(type(returned))}, {said}",
    }


def try_out(model: nn.Module, new: Iterable[str]) -> tuple[Tensor | None, set[int], str]:
    """Return the logits of one picture, (1, classes), the ids of the layers that took part, and the error that arose.

    New parameters get numbers that anyone can make again; those that they were born with are random.
    """
    used: set[int] = set()
    parameters = dict(nn.Module.named_parameters(model))
    side = getattr(model, "image_size", 32)  # a vision transformer takes pictures of one size
    picture = torch.linspace(-1, 1, 3 * side * side).reshape(1, 3, side, side)
    picture = picture.to(next(iter(parameters.values()), picture))
    handle = register_module_forward_hook(lambda layer, *call: used.add(id(layer)))
    try:
        with torch.inference_mode():
            for tensor in (parameters[name] for name in new if name in parameters):
                tensor.copy_(torch.linspace(-1, 1, tensor.numel()).reshape(tensor.shape))
            return model.eval()(picture).cpu(), used, ""
    except Exception as error:  # whatever a learner's model raises is an observation
        return None, used, f"{type(error).__name__}: {error}"
    finally:
        handle.remove()
