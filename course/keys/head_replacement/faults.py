"""What is wrong with a model that got a new head, read from what was observed of it."""
from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec

from course.checking.facts import Fact, describe
from course.keys.heads import find_head
from course.keys.reading import UNREADABLE, observed
from course.questions.head_replacement.models import Cases, Recipe


class Changed(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What `changes` reports of a model."""

    layers: dict[str, tuple[str | None, str | None]]
    order: list[str]
    numbers: dict[str, list[int]]
    gone: list[str]
    turned: list[str]
    added: dict[str, bool]


class Surgery(Changed, forbid_unknown_fields=True, kw_only=True):
    """What `observe_surgery` reports."""

    unused: list[str]
    devices: list[str]
    logits: Any
    returned: str


@dataclass(frozen=True)
class Body:
    """What a family's small model has, whatever its numbers: its head, and the rest by name."""

    place: str
    kind: str
    weight_shape: tuple[int, ...]
    layers: tuple[str, ...]
    parameters: frozenset[str]
    buffers: frozenset[str]

    def is_head(self, name: str) -> bool:
        return f"{name}.".startswith(f"{self.place}.")


@cache
def body_of(family: str, width: int, body: int) -> Body:
    """Return what a family's model consists of; `body` spares building another one than the recipe's own."""
    from course.backbones import shared_small_model  # only now: torchvision takes a second to import

    model = shared_small_model(family, width, 123, body)
    head = find_head(model)
    return Body(head.name, type(head.module).__name__, tuple(head.module.weight.shape[1:]),
                tuple(name for name, _ in model.named_modules()),
                frozenset(name for name, _ in model.named_parameters()),
                frozenset(name for name, _ in model.named_buffers()))


def read_surgery(fact: Fact, inputs: Cases, case: int, freezes: bool = False) -> Fact:
    """Return an observation as faults, each but the last two true or false; the first decides what a card says.

    Args:
        fact: what was observed.
        inputs: the cases, as they were handed over.
        case: which of them it is.
        freezes: whether the layers before the head must be frozen afterwards; else they must be as they were.
    """
    seen, recipe = observed(fact, Surgery), inputs.plans[case][0]
    if seen is None:
        return UNREADABLE
    body = body_of(recipe.family, recipe.width, recipe.body)
    spoiled, trains = find_spoiled(seen, body), trains_now(seen, dict.fromkeys(body.parameters, recipe.trains))
    faults = {
        "a picture cannot pass through the model": fact["items"]["logits"]["kind"] == "none",
        "its head is not where the model keeps it": not has_head(seen, body),
        "its `forward` does not use the layer at the head's place": not has_head(seen, body)
                                                                    or body.place in seen.unused,
        "its head takes other features, or is of another kind": not has_shape(seen, body),
        **spoiled,
        "its head is frozen": has_head(seen, body) and not all(trains[name] for name in trains if body.is_head(name)),
        **read_flags({name: flag for name, flag in trains.items() if not body.is_head(name)}, body, recipe, freezes),
        "the model is on another device": not set(seen.devices) <= {"cpu"},
        "its logits, with known numbers in the head, are others": None,
        "returned": seen.returned,
    }
    read = describe(faults)
    if not any(spoiled.values()):
        read["items"]["its logits, with known numbers in the head, are others"] = fact["items"]["logits"]
    return read


def find_spoiled(seen: Changed, body: Body) -> dict[str, bool]:
    """Return what is wrong with the layers before the head."""
    pairs = [pair for name, pair in seen.layers.items() if not body.is_head(name)]
    dropouts = [[kind for kind in kinds if kind and kind.startswith("Dropout")] for kinds in zip(*pairs)] or [[], []]
    order = [name for name in seen.order if not body.is_head(name)]
    moved = order and order != [name for name in body.layers if not body.is_head(name)]
    others = {name for name in (*seen.numbers, *seen.gone) if not body.is_head(name)}
    return {
        "a Dropout before its head is gone": dropouts[0] != dropouts[1],
        "the layers besides its head are not those that came in": bool(pairs or moved),
        "the parameters before its head are not those that came in": bool(others & body.parameters),
        "its running statistics are not those that came in": bool(others & body.buffers),
    }


def has_head(seen: Changed, body: Body) -> bool:
    return body.place not in seen.layers or seen.layers[body.place][1] is not None


def has_shape(seen: Changed, body: Body) -> bool:
    """Whether the head is of the kind and width that it was."""
    _, kind = seen.layers.get(body.place, ("", f"{body.kind}("))
    shape = seen.numbers.get(f"{body.place}.weight", [0, *body.weight_shape])
    lost = {f"{body.place}.weight", f"{body.place}.bias"} & {*seen.gone}
    return not lost and (kind or "").startswith(f"{body.kind}(") and tuple(shape[1:]) == body.weight_shape


def trains_now(seen: Changed, before: dict[str, bool]) -> dict[str, bool]:
    """Return of each parameter whether it trains."""
    turned, gone = {*seen.turned}, {*seen.gone}
    return {name: flag != (name in turned) for name, flag in before.items() if name not in gone} | seen.added


def read_flags(others: dict[str, bool], body: Body, recipe: Recipe, freezes: bool) -> dict[str, bool | str]:
    """Return what is wrong with the flags of the parameters before the head."""
    if freezes:
        found = {*others.values()}
        return {"a parameter before its head still trains": "some" if len(found) > 1 else found == {True}}
    turned = any(flag != recipe.trains for name, flag in others.items() if name in body.parameters)
    return {"a parameter before its head trains that did not, or the reverse": turned}
