"""What an optimizer holds, and what there was to count, read from what was observed."""
from __future__ import annotations

import math

import msgspec

from course.checking.facts import Fact, describe
from course.keys.head_replacement.told import names
from course.keys.reading import UNREADABLE, observed
from course.questions.head_replacement.models import Cases
from course.questions.head_replacement.trainable import which_train


class Made(msgspec.Struct, forbid_unknown_fields=True):
    """What `observe_optimizer` reports."""

    held: list[int]
    foreign: int
    names: list[str]
    trains: list[int]
    rates: list[float]
    returned: str


def read_optimizer(fact: Fact, inputs: Cases, case: int) -> Fact:
    """Return an observation as faults, of which the first is true, if any is."""
    seen, (plan, rate) = observed(fact, Made), inputs.plans[case]
    if seen is None:
        return UNREADABLE
    held, trains = {*seen.held}, {*seen.trains}
    faults = {
        "a parameter's `requires_grad` is not what it was": seen.trains != which_train(plan.original),
        "the optimizer holds a parameter that is not the model's": seen.foreign != 0,
        "a parameter that trains is missing, and a frozen one is held": bool(trains - held and held - trains),
        "a parameter that trains is missing from the optimizer": bool(trains - held),
        "the optimizer holds a frozen parameter": bool(held - trains),
        "its groups have several learning rates": len({*seen.rates}) > 1,
        "its learning rate is another": not seen.rates or not math.isclose(seen.rates[0], rate, rel_tol=1e-6),
    }
    first = next((name for name, is_so in faults.items() if is_so), None)
    return describe({name: name == first for name in faults} | {"returned": seen.returned})


def tell_optimizer(fact: Fact) -> list[tuple[str, str]]:
    """Return what an optimizer holds and lacks, as rows of a card."""
    if (seen := observed(fact, Made)) is None:
        return []
    held, lacks = ([seen.names[i] for i in places if i < len(seen.names)] for places in (
        seen.held, sorted({*seen.trains} - {*seen.held})))
    return [
        ("It holds", names(held) or "no parameter of this model"),
        ("Trains, but isn't held", names(lacks)),
        ("Not of this model", f"{seen.foreign} that it holds" if seen.foreign else ""),
        ("Its learning rate", names(f"{rate:g}" for rate in dict.fromkeys(seen.rates))),
    ]


class Counted(msgspec.Struct):
    """What `observe_count` reports, as far as a card tells it."""

    shapes: dict[str, list[int]] = msgspec.field(name="to be counted")


def tell_count(fact: Fact) -> list[tuple[str, str]]:
    """Return the parameters that train, with their shapes, as a row of a card."""
    if (seen := observed(fact, Counted)) is None:
        return []
    return [("Trains", names(f"{name} {tuple(shape)}" for name, shape in seen.shapes.items()) or "nothing")]
