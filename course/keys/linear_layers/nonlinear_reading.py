"""What `observe_build` reports, read as faults for the key of `nonlinear`, and told in words for a learner's card."""
from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec
import torch

from course.checking.facts import Fact, describe
from course.keys.reading import UNREADABLE, observed
from course.questions.linear_layers.nonlinear import BATCHES, LEVELS

FAILURES = {  # what an error in `forward` says, and what it comes from
    "missing the required": "there is no forward",
    "must be Tensor, not": "a module was handed on as data",
    r"takes \d positional argument": "forward takes other arguments",
}


class Seen(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What `observe_build` reports."""

    levels: list[float]
    curve: list[float]
    of_rows: list[float]
    arrives: list[bool]
    shapes: list[list[int]]
    repeats: bool
    error: str
    network: str
    is_new: bool
    widths: list[list[int]]
    biases: list[bool]
    trains: list[bool]


def read_build(fact: Fact, inputs: Sequence[tuple], case: int) -> Fact:
    """Return an observation as faults; the first that is there decides what a card says."""
    seen = observed(fact, Seen)
    if seen is None:
        return UNREADABLE
    n_features, n_hidden = inputs[case]
    fits = sorted(seen.widths) == sorted([[n_features, n_hidden], [n_hidden, 1]])
    whole = fits and all(seen.biases) and not seen.error
    return describe({
        "PyTorch finds no parameters in the network": _lost(seen),
        "the linear layers in it are not the two that were asked for":
            [] if fits or not seen.widths else _sizes(seen.widths, n_features, n_hidden),
        "a linear layer in it has no bias": not all(seen.biases),
        "it can't take a batch of rows": fits and seen.error != "",
        "its output isn't one logit per row": _shape(seen) if whole else "",
        "the same rows get other logits each time": whole and not seen.repeats,
        "nothing nonlinear happens between its two layers": _straight(seen) if whole else "",
        "something changes its logits after the last layer": _change(seen.levels) if whole else "",
        "some of its parameters are frozen": whole and not all(seen.trains),
        "no gradient reaches some of its parameters": whole and seen.arrives != [True] * 4,
        "a second call gave the same network, or one that shares parameters with it": not seen.is_new,
        "returned": (_failure(seen.error) if fits or not seen.widths else "") or "a network",
    })


def tell_network(fact: Fact) -> list[tuple[str, str]]:
    """Say what the network is made of, and what it did in each of our tests that tells something."""
    seen = observed(fact, Seen)
    if seen is None:
        return []
    told = [("Your network", f"`{seen.network}`")]
    if seen.error:
        told.append(("Run on 5 rows", f"it raised {seen.error[:200]}"))
    if seen.shapes and not all(_is_fine(shape, n) for shape, n in zip(seen.shapes, BATCHES)):
        given = ", ".join(f"{tuple(shape)} for {n}" for shape, n in zip(seen.shapes, BATCHES))
        told.append(("Shapes, by rows", given))
    if seen.curve and not _varies(seen.curve):
        told.append(("Bend test", f"we moved the hidden units' numbers, so that a bend would show in the logit. "
                                  f"It stayed at {seen.curve[0]:.3g}."))
    if seen.levels and _change(seen.levels):
        pairs = " and ".join(f"{came:.3g} for {level:g}" for came, level in zip(seen.levels, LEVELS))
        told.append(("Last layer's logits", f"what came out of your network was {pairs}"))
    return told


def _is_fine(shape: list[int], n: int) -> bool:
    return shape in ([n, 1], [n])


def _sizes(widths: list[list[int]], n_features: int, n_hidden: int) -> list[list[str]]:
    """Return the sizes of layers by what they stand for: whoever writes a number of their own may take any."""
    names = {1: "one", n_hidden: "hidden", n_features: "features"}
    return [[names.get(size, "another number") for size in pair] for pair in widths]


def _failure(error: str) -> str:
    """Return what an error comes from, or what it says, whatever the sizes in it."""
    return next((kind for words, kind in FAILURES.items() if re.search(words, error)), re.sub(r"\d+", "0", error))


def _lost(seen: Seen) -> str:
    """Say how the layers got lost, or "" where they are found."""
    if seen.trains or seen.error:
        return ""
    return "always the same" if seen.repeats else "new ones in each call"


def _shape(seen: Seen) -> str:
    if seen.shapes in ([[n, 1] for n in BATCHES], [[n] for n in BATCHES]):
        return ""
    return "a batch of one loses its axis" if seen.shapes == [[BATCHES[0]], []] else "another shape"


def _straight(seen: Seen) -> str:
    """Say what the network can't bend, or "" where something between its layers does."""
    if _varies(seen.curve) or not _varies(seen.levels):  # a last step that forgets everything hides the rest
        return ""
    only_rows = not _change(seen.levels) and _varies(torch.tensor(seen.of_rows, dtype=torch.float64).diff().tolist())
    return "only what comes in is bent" if only_rows else "a straight line"


def _varies(values: list[float]) -> bool:
    return bool(values) and max(values) - min(values) > 1e-4 * (1 + max(map(abs, values)))


def _change(levels: list[float]) -> str:
    """Say what became of the logits in LEVELS, or "" if they came out as they were."""
    if len(levels) == len(LEVELS) and all(abs(a - b) < 1e-3 for a, b in zip(levels, LEVELS)):
        return ""
    low, high = min(levels, default=0.0), max(levels, default=0.0)
    if low == high:
        return "all the same"
    if low >= 0:
        return "probabilities" if high <= 1 else "none below 0"
    return "other numbers"
