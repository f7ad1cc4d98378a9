"""What an answer did to a model, as facts: to its head, to the layers before it, to their statistics.

Four questions ask for a model with a new head. A model that looks right is not enough: its layers may have been made
anew, its statistics may have moved, `forward` may pass the new head by. All of that is looked at here.
"""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn


class Cases(Sequence):
    """Functions that make a model, with other arguments; they are called when a case is asked for, for few ever are."""

    def __init__(self, cases: list[tuple]) -> None:
        self.cases = cases

    def __len__(self) -> int:
        return len(self.cases)

    def __getitem__(self, place: int) -> tuple:
        make, *others = self.cases[place]
        return make(), *others


@dataclass
class State:
    """A model as it stands: what its layers are, and their numbers, those of the head apart."""

    place: str
    head: nn.Module | None
    layers: list[tuple[str, str]]
    dropouts: list[str]
    parameters: dict[str, Tensor]
    buffers: dict[str, Tensor]
    trains: dict[str, bool]

    @property
    def shape(self) -> tuple:
        """The head's kind and sizes, save for its number of classes."""
        weight, bias = getattr(self.head, "weight", None), getattr(self.head, "bias", None)
        return (type(self.head), None if weight is None else tuple(weight.shape[1:]), bias is None)


def look(model: nn.Module, place: str) -> State:
    """Return the state of a model whose head is, or ought to be, at `place`; its numbers are not copied."""
    modules = dict(model.named_modules())
    state = State(place, modules.get(place), [], [], {}, {}, {})
    for name, module in modules.items():
        if f"{name}.".startswith(f"{place}."):
            continue
        kind = f"{type(module).__name__}({module.extra_repr()})"
        state.layers.append((name, kind))
        state.dropouts.extend([kind] if kind.startswith("Dropout") else [])
        for inner, parameter in module._parameters.items():
            if parameter is not None:
                state.parameters[f"{name}.{inner}"] = parameter.detach()
                state.trains[f"{name}.{inner}"] = parameter.requires_grad
        state.buffers |= {f"{name}.{inner}": tensor for inner, tensor in module._buffers.items()
                          if tensor is not None}
    return state


def observe_surgery(work: Callable, model: nn.Module, *arguments: Any, freezes: bool = False) -> Any:
    """Return facts on the model that `work` makes of `model`; each but the last two is a fault, true or false.

    Args:
        work: the learner's function.
        model: has its head in place.
        arguments: what else `work` takes.
        freezes: whether the layers before the head must be frozen afterwards; else they must be as they were.
    """
    from course.backbones import find_head  # only now: torchvision takes a second to import

    place, device = find_head(model).name, next(model.parameters()).device
    old = look(model, place)
    old.parameters, old.buffers = copied(old.parameters), copied(old.buffers)
    returned = work(model, *arguments)
    if not isinstance(returned, nn.Module):
        return returned
    new = look(returned, place)
    body = {
        "a Dropout before its head is gone": new.dropouts != old.dropouts,
        "the layers before its head are not those that came in": new.layers != old.layers,
        "the parameters before its head are not those that came in": not holds(new.parameters, old.parameters),
        "its running statistics are not those that came in": not holds(new.buffers, old.buffers),
    }
    logits, used, error = try_out(returned, new.head)
    n_logits = None if logits is None else logits.shape[-1]
    return {
        "a picture cannot pass through the model": logits is None,
        "its head is not where the model keeps it": new.head is None,
        "its `forward` does not use the layer at the head's place": not used,
        "its head takes other features, or is of another kind": new.shape != old.shape,
        **body,
        "its head is frozen": new.head is not None and not trains(new.head),
        **look_at_flags(old, new, freezes),
        "the model is on another device": any(p.device != device for p in returned.parameters()),
        "its logits, with known numbers in the head, are others": None if any(body.values()) else logits,
        "returned": f"{type(returned).__name__}, " + (f"{n_logits} logits" if error is None else error),
    }


def look_at_flags(old: State, new: State, freezes: bool) -> dict[str, bool | str]:
    if freezes:
        found = set(new.trains.values())
        return {"a parameter before its head still trains": "some" if len(found) > 1 else found == {True}}
    kept = all(new.trains.get(name, flag) == flag for name, flag in old.trains.items())
    return {"a parameter before its head trains that did not, or the reverse": not kept}


def copied(tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    return {name: tensor.clone() for name, tensor in tensors.items()}


def holds(tensors: dict[str, Tensor], expected: dict[str, Tensor]) -> bool:
    return all(name in tensors and torch.equal(tensors[name].cpu(), tensor.cpu()) for name, tensor in expected.items())


def trains(head: nn.Module) -> bool:
    return all(parameter.requires_grad for parameter in head.parameters())


def try_out(model: nn.Module, head: nn.Module | None) -> tuple[Tensor | None, bool, str | None]:
    """Return the logits of one picture, (1, classes), whether the head took part, and the error that arose.

    The head's parameters get numbers that anyone can make again; those that it was born with are random.
    """
    used: list[bool] = []
    parameter = next(model.parameters(), torch.empty(0))
    side = getattr(model, "image_size", 32)  # a vision transformer takes pictures of one size
    picture = torch.linspace(-1, 1, 3 * side * side).reshape(1, 3, side, side).to(parameter)
    handle = None if head is None else head.register_forward_hook(lambda *call: used.append(True))
    try:
        with torch.inference_mode():
            for tensor in () if head is None else head.parameters():
                tensor.copy_(torch.linspace(-1, 1, tensor.numel()).reshape(tensor.shape))
            return model.eval()(picture).cpu(), bool(used), None
    except Exception as error:  # whatever a learner's model raises is an observation
        return None, bool(used), f"{type(error).__name__}: {error}"
    finally:
        if handle is not None:
            handle.remove()


def new_head(model: nn.Module, n_classes: int, width: int | None = None) -> nn.Module:
    """Return a new head of the kind and width of the old one, which stays in its place."""
    from course.backbones import find_head

    head = find_head(model)
    if isinstance(head.module, nn.Conv2d):
        return nn.Conv2d(width or head.width, n_classes, kernel_size=head.module.kernel_size)
    return nn.Linear(width or head.width, n_classes)


def replaced(model: nn.Module, n_classes: int, width: int | None = None) -> nn.Module:
    """Return the model, with a new head at the place of the old one."""
    from course.backbones import find_head

    model.set_submodule(find_head(model).name, new_head(model, n_classes, width))
    return model


def frozen(model: nn.Module) -> nn.Module:
    return model.requires_grad_(False)


def made_anew(model: nn.Module) -> nn.Module:
    """Return the model with random numbers in every layer, as a builder without weights gives it."""
    for module in model.modules():
        if hasattr(module, "reset_parameters"):
            module.reset_parameters()
    return model


def with_another_body(model: nn.Module) -> nn.Module:
    """Return what a builder gives: a body of another depth, all of it random."""
    made_anew(model).layer4.append(nn.Identity())
    for tensor in model.buffers():
        tensor.add_(1)
    return model


def with_moved_statistics(model: nn.Module) -> nn.Module:
    """Return the model after a picture has passed through it in train mode."""
    model.train()
    with torch.no_grad():
        model(torch.zeros(2, 3, *[getattr(model, "image_size", 32)] * 2))
    return model


def with_attribute(model: nn.Module, name: str, n_classes: int) -> nn.Module:
    """Return the model with its new head under a name of the learner's own choice."""
    setattr(model, name, new_head(model, n_classes))
    return model


def with_other_number(model: nn.Module, n_classes: int) -> nn.Module:
    """Return the model after the number in its old head's description was changed, and nothing else."""
    from course.backbones import find_head

    head = find_head(model).module
    setattr(head, "out_features" if isinstance(head, nn.Linear) else "out_channels", n_classes)
    return model
