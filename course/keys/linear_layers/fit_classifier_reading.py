"""What `observe_fit` reports, read for the key of `fit-classifier`, and told in words for a learner's card."""
from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

import msgspec
import torch

from course.checking.facts import Fact, describe, numeric, same
from course.keys.linear_layers.fit_classifier_ways import trainer
from course.keys.reading import UNREADABLE, observed


class Fitted(msgspec.Struct, forbid_unknown_fields=True):
    """What `observe_fit` reports; all but the passes stays facts."""

    returned: Any
    weight: Any
    bias: Any
    passes: list[int]


def read_fit(fact: Fact, inputs: Sequence[tuple], case: int) -> Fact:
    """Return an observation with what became of the model that came in.

    The losses of another model are random, and so are those of shuffled batches: that they aren't all the same is all
    that can be known of them.
    """
    seen = observed(fact, Fitted)
    if seen is None:
        return UNREADABLE
    model, returned = inputs[case][0], fact["items"]["returned"]
    now = [fact["items"][name] for name in ("weight", "bias")]
    unmoved = all(same(*pair, rtol=0.0, atol=1e-6) for pair in zip(now, map(describe, (model.weight, model.bias))))
    losses = numeric(returned) if unmoved else None
    if losses is not None and losses.ndim == 1 and len(losses.unique()) > 1:
        returned = describe("losses of another model")
    in_parts = _is_in_parts(seen.passes, now, inputs[case])
    moved: Fact = {"kind": "sequence", "type": "list", "length": len(now), "items": now}
    return {"kind": "mapping", "type": "dict", "items": {
        "its steps don't take all rows together": describe(in_parts),
        "returned": describe("losses of parts") if in_parts else returned,
        "the parameters of the model that came in haven't moved": describe(unmoved),
        "the model's parameters aren't what so many steps make of them": describe("moved") if in_parts else moved,
    }}


def _is_in_parts(passes: list[int], now: list[Fact], arguments: tuple) -> bool:
    """Whether the model was given parts of the rows, and isn't what whole steps would have made of it."""
    model, x, *others = arguments
    if all(n == len(x) for n in passes):
        return False
    model = copy.deepcopy(model)
    with torch.enable_grad():
        trainer()(model, x, *others)
    return not all(same(fact, describe(parameter)) for fact, parameter in zip(now, (model.weight, model.bias)))


def tell_fit(fact: Fact) -> list[tuple[str, str]]:
    """Say how many rows the model was given in each pass, where there is something to say."""
    seen = observed(fact, Fitted)
    if seen is None or len(set(seen.passes)) < 2:
        return []
    return [("Rows in each pass", ", ".join(map(str, seen.passes[:12])) + (", …" if len(seen.passes) > 12 else ""))]
