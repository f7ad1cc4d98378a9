"""What `observe_fit` reports, read for the key of `fit-classifier`, and told in words for a learner's card."""
from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

import msgspec
import torch
from torch import Tensor

from course.checking.facts import Fact, describe, numeric, same
from course.keys.linear_layers.fit_classifier_ways import trainer
from course.keys.reading import UNREADABLE, observed

IN_PARTS, OTHER_STEPS, OF_ANOTHER_MODEL = "losses of parts", "losses of other steps", "losses of another model"


class Fitted(msgspec.Struct, forbid_unknown_fields=True):
    """What `observe_fit` reports; all but the passes stays facts."""

    returned: Any
    weight: Any
    bias: Any
    passes: list[int]


def read_fit(fact: Fact, inputs: Sequence[tuple], case: int) -> Fact:
    """Return an observation with what became of the model that came in.

    The losses of another model are random, and so are those of shuffled batches, and anybody's number of steps is their
    own: such kinds are named instead, so that all answers of a kind are alike.
    """
    seen = observed(fact, Fitted)
    if seen is None:
        return UNREADABLE
    model, returned = inputs[case][0], fact["items"]["returned"]
    now = [fact["items"][name] for name in ("weight", "bias")]
    unmoved = all(same(*pair, rtol=0.0, atol=1e-6) for pair in zip(now, map(describe, (model.weight, model.bias))))
    kind = _kind(numeric(returned), unmoved, seen.passes, now, inputs[case])
    moved: Fact = {"kind": "sequence", "type": "list", "length": len(now), "items": now}
    return {"kind": "mapping", "type": "dict", "items": {
        "its steps don't take all rows together": describe(kind == IN_PARTS),
        "returned": describe(kind) if kind else returned,
        "the parameters of the model that came in haven't moved": describe(unmoved),
        "the model's parameters aren't what so many steps make of them":
            describe(kind) if kind in (IN_PARTS, OTHER_STEPS) else moved,
    }}


def _kind(losses: Tensor | None, unmoved: bool, passes: list[int], now: list[Fact], arguments: tuple) -> str:
    """Return what kind of losses came back that differ from one such answer to the next, or ""."""
    if _is_in_parts(passes, now, arguments):
        return IN_PARTS
    if losses is None or losses.ndim != 1:
        return ""
    if unmoved:
        return OF_ANOTHER_MODEL if len(losses.unique()) > 1 else ""
    return OTHER_STEPS if _is_of_other_steps(losses, arguments) else ""


def _is_in_parts(passes: list[int], now: list[Fact], arguments: tuple) -> bool:
    """Whether the model was given parts of the rows, and isn't what whole steps would have made of it."""
    model, x, *others = arguments
    if all(n == len(x) for n in passes):
        return False
    model = copy.deepcopy(model)
    with torch.enable_grad():
        trainer()(model, x, *others)
    return not all(same(fact, describe(parameter)) for fact, parameter in zip(now, (model.weight, model.bias)))


def _is_of_other_steps(losses: Tensor, arguments: tuple) -> bool:
    """Whether these are the right losses, but for many more steps or many fewer: as many as somebody wrote down."""
    model, x, y, n_steps, rate = arguments
    if len(losses) < 2 or abs(len(losses) - n_steps) < 2:
        return False
    with torch.enable_grad():
        right = trainer()(copy.deepcopy(model), x, y, n_steps, rate)
    n = min(n_steps, len(losses))
    return torch.allclose(losses[:n], torch.tensor(right[:n], dtype=losses.dtype), 1e-4, 1e-5)


def tell_fit(fact: Fact) -> list[tuple[str, str]]:
    """Say how many rows the model was given in each pass, where there is something to say."""
    seen = observed(fact, Fitted)
    if seen is None or len(set(seen.passes)) < 2:
        return []
    return [("Rows in each pass", ", ".join(map(str, seen.passes[:12])) + (", …" if len(seen.passes) > 12 else ""))]
