"""What a learner's card says of a model that was worked on: what of it changed, and what trains."""
from __future__ import annotations

from collections.abc import Iterable, Sequence

from course.checking.facts import Fact
from course.keys.head_replacement.seen import Changed, Surgery
from course.keys.reading import observed

FEW = 3  # names that are shown of many


def tell_surgery(fact: Fact) -> list[tuple[str, str]]:
    """Return what became of a model, as rows of a card; nothing of what cannot be read."""
    seen = observed(fact, Surgery)
    if seen is None:
        return []
    if "" in seen.layers:  # another model altogether: how each of its layers differs says nothing
        return [("Came back", f"`{_short(seen.layers[''][1])}`")]
    unused = names(seen.unused) if seen.logits is not None else ""  # where a layer raised, none after it was called
    return [*tell_changes(seen), ("Never called", unused), *tell_mode(seen)]


def tell_changes(seen: Changed) -> list[tuple[str, str]]:
    """Return which layers, numbers and flags changed."""
    old, new = ({*seen.gone}, seen.numbers) if seen.numbers or seen.gone else (set(), {})
    return [
        ("Layers that changed", _pairs(seen.layers) or "none"),
        ("Numbers that changed", names(f"{name} {tuple(shape)}" for name, shape in new.items()) or "none"),
        ("Gone", names(f"{name}" for name in sorted(old))),
        *tell_flags(seen),
        ("Trains now", names(seen.trains) or "nothing"),
        ("Batches that BatchNorm saw", _counts(seen.batches)),
    ]


def tell_flags(seen: Changed) -> list[tuple[str, str]]:
    """Return which parameters train that did not, and the reverse."""
    flags = {name: name in seen.trains for name in seen.turned}
    return [("Stopped training", names(name for name, trains in flags.items() if not trains)),
            ("Began to train", names(name for name, trains in flags.items() if trains))]


def tell_mode(seen: Changed) -> list[tuple[str, str]]:
    """Return which layers are in another mode than before."""
    old = {name: mode for name, mode in seen.modes.items() if name and f"{name}.weight" not in seen.numbers}
    modes = {mode: [name for name, now in old.items() if now is mode] for mode in (True, False)}
    return [(f"Now in {'train' if mode else 'eval'} mode", names(found)) for mode, found in modes.items()]


def names(found: Iterable[str], few: int = FEW) -> str:
    """Return a few names, and how many more there are.

    >>> names(["conv1", "bn1", "layer1", "layer2", "fc"])
    'conv1, bn1, layer1, and 2 more'
    """
    every = [*found]
    more = len(every) - few
    return ", ".join(every) if more < 2 else f"{', '.join(every[:few])}, and {more} more"


def _pairs(layers: dict[str, tuple[str | None, str | None]]) -> str:
    return names((f"`{name}`: {_short(before)} → {_short(after)}" for name, (before, after) in layers.items()), few=1)


def _short(kind: str | None) -> str:
    """Return a layer without the names of its arguments: `Linear(2048, 10)`."""
    if kind is None:
        return "none"
    for said in (", bias=True", ", inplace=False", ", stride=(1, 1)", "in_features=", "out_features="):
        kind = kind.replace(said, "")
    return kind


def _counts(batches: dict[str, Sequence[int]]) -> str:
    if not batches:
        return ""
    first, (before, after) = next(iter(batches.items()))
    more = f", and in {len(batches) - 1} more" if len(batches) > 1 else ""
    return f"`{first}` from {before} to {after}{more}"
