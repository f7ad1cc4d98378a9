"""Which modes the layers of a partly frozen model are in, read from what was observed: the first fault."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from course.checking.facts import Fact, describe
from course.keys.head_replacement.seen import Changed, leaves
from course.keys.head_replacement.told import names, tell_flags
from course.keys.reading import UNREADABLE, observed
from course.questions.head_replacement.batchnorm import NORMS
from course.questions.head_replacement.changes import look
from course.questions.head_replacement.models import Cases, Copy


class Modes(Changed, forbid_unknown_fields=True, kw_only=True):
    """What `observe_mode` reports."""

    training: list[str]
    moved: list[str]
    statistics: dict[str, list[float]]
    returned: str


class Fault(Enum):
    """What is wrong with a model that was made ready for training; the first that is found is told."""

    OTHER_MODEL = "what came back is another class of model"
    SETTINGS = "a BatchNorm has other settings than it came with"
    LAYERS = "a layer is gone, or another one is in its place"
    RESET = "its running statistics were reset"
    NUMBERS = "a parameter or a running statistic is not what it was"
    STOPPED = "parameters stopped training"
    WOKEN = "parameters train that came in frozen"
    REVERSED = "frozen BatchNorms are in train mode, and those that train are in eval mode"
    ALL_MOVE = "every frozen BatchNorm is in train mode, so a batch moves its running statistics"
    SOME_MOVE = "some frozen BatchNorms are in train mode, so a batch moves their running statistics"
    NORM_STILL = "a BatchNorm that trains is in eval mode"
    ALL_STILL = "nothing in it is in train mode"
    DROPOUT_STILL = "the Dropout before its head is in eval mode"
    HEAD_STILL = "its head is in eval mode"
    STATISTICS = "its frozen BatchNorms hold other statistics"


def read_mode(fact: Fact, inputs: Cases, case: int) -> Fact:
    """Return an observation as faults, of which at most one is true: the first that was found."""
    seen, came = observed(fact, Modes), came_as(inputs.plans[case][0])
    if seen is None:
        return UNREADABLE
    found = next(find_faults(seen, came), None)
    kept = [] if found else [seen.statistics.get(name, []) for name in came.frozen[:1]]
    read = describe({fault.value: fault is found for fault in Fault} | {"returned": "" if found else seen.returned})
    read["items"][Fault.STATISTICS.value] = describe(kept)
    return read


@dataclass(frozen=True)
class Came:
    """A model as it was handed over, by name."""

    layers: dict[str, str]
    numbers: frozenset[str]
    parameters: frozenset[str]
    frozen: list[str]
    learning: list[str]


@lru_cache(maxsize=64)
def came_as(plan: Copy) -> Came:
    seen = look(plan.original)
    norms = {name: any(p.requires_grad for p in module.parameters())
             for name, module in seen.modules.items() if isinstance(module, NORMS)}
    frozen, learning = ([name for name, trains in norms.items() if trains is flag] for flag in (False, True))
    return Came(seen.layers, frozenset(seen.numbers), frozenset(seen.parameters), frozen, learning)


def find_faults(seen: Modes, came: Came) -> Iterator[Fault]:
    """Yield what is wrong with a model, the most telling first."""
    if "" in seen.layers:
        yield Fault.OTHER_MODEL
    if seen.layers or seen.order:
        kinds = [[str(kind).partition("(")[0] for kind in pair] for pair in seen.layers.values()]
        yield Fault.SETTINGS if kinds and all(before == now for before, now in kinds) else Fault.LAYERS
    if came.numbers & {*seen.numbers, *seen.gone}:
        yield Fault.RESET if any(now == 0 for _, now in seen.batches.values()) else Fault.NUMBERS
    if seen.turned or seen.added:
        yield Fault.WOKEN if any(name in seen.trains for name in (*seen.turned, *seen.added)) else Fault.STOPPED
    yield from find_modes(seen, came)


def find_modes(seen: Modes, came: Came) -> Iterator[Fault]:
    """Yield which layers are in the wrong mode."""
    training = {*seen.training}
    loose = [name for name in came.frozen if name in training or name in seen.moved]
    still = [name for name in came.learning if name not in training]
    if loose and still and len(still) == len(came.learning):
        yield Fault.REVERSED
    if loose:
        yield Fault.ALL_MOVE if len(loose) == len(came.frozen) else Fault.SOME_MOVE
    lower = leaves(came.layers)
    if not training & lower.keys():
        yield Fault.ALL_STILL
    if still:
        yield Fault.NORM_STILL
    for kind, fault in (("Dropout", Fault.DROPOUT_STILL), ("Linear(", Fault.HEAD_STILL)):
        if any(said.startswith(kind) and name not in training for name, said in lower.items()):
            yield fault


def tell_mode(fact: Fact) -> list[tuple[str, str]]:
    """Return which layers are in which mode, as rows of a card; nothing of what cannot be read."""
    if (seen := observed(fact, Modes)) is None:
        return []
    frozen = [name for name in seen.statistics if f"{name}.weight" not in seen.trains]
    others = [name for name in seen.statistics if name not in frozen]
    return [
        ("Layers that changed", names(seen.layers)),
        ("In train mode", names(filter(None, seen.training)) or "nothing"),
        ("Frozen BatchNorms in train mode", names(name for name in frozen if name in seen.training) or "none"),
        ("Trains, but in eval mode", names(name for name in others if name not in seen.training)),
        ("Moved by a batch", names(name for name in frozen if name in seen.moved)),
        *tell_flags(seen),
    ]
