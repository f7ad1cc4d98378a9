"""The key of `nonlinear`."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import torch
from torch import Tensor, nn

from course.checking.facts import Fact, describe
from course.checking.key import Key, Misconception, Solution
from course.keys.reading import UNREADABLE, observed
from course.questions.linear_layers.nonlinear import BATCHES, LEVELS, NONLINEAR


class Seen(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What `observe_build` reports."""

    levels: list[float]
    curve: list[float]
    of_rows: list[float]
    arrives: list[bool]
    shapes: list[list[int]]
    repeats: bool
    error: str
    widths: list[list[int]]
    biases: list[bool]
    trains: list[bool]


def read_build(fact: Fact, inputs: Sequence[tuple], case: int) -> Fact:
    """Return an observation as faults; the first that is there decides what a card says."""
    seen = observed(fact, Seen)
    if seen is None:
        return UNREADABLE
    n_features, n_hidden = inputs[case]
    wanted = [[n_features, n_hidden], [n_hidden, 1]]
    fits = sorted(seen.widths) == sorted(wanted)
    whole = fits and all(seen.biases) and not seen.error
    return describe({
        "PyTorch finds no parameters in the network": _lost(seen),
        "the linear layers in it are not the two that were asked for": [] if fits or not seen.widths else seen.widths,
        "a linear layer in it has no bias": not all(seen.biases),
        "it can't take a batch of rows": fits and seen.error != "",
        "its output isn't one logit per row": _shape(seen) if whole else "",
        "the same rows get other logits each time": whole and not seen.repeats,
        "nothing nonlinear happens between its two layers": _straight(seen) if whole else "",
        "something changes its logits after the last layer": _change(seen.levels) if whole else "",
        "some of its parameters are frozen": whole and not all(seen.trains),
        "no gradient reaches some of its parameters": whole and seen.arrives != [True] * 4,
        "returned": seen.error or "a network",
    })


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


def network(*middle: Callable, end: Sequence[Callable] = (), begin: Sequence[Callable] = (), n_in: int | None = None,
            width: int | None = None, n_out: int = 1) -> Callable:
    """Return a way to build: what stands before, between and after the two layers, and widths of one's own."""
    def build(n_features: int, n_hidden: int) -> nn.Module:
        n = width or n_hidden
        return nn.Sequential(*(make() for make in begin), nn.Linear(n_in or n_features, n),
                             *(make() for make in middle), nn.Linear(n, n_out), *(make() for make in end))
    return build


class Forward(nn.Module):
    """A network with what is done to the output of its hidden layer and to its logits as plain functions."""

    def __init__(self, n_features: int, n_hidden: int, between: Callable, after: Callable = lambda z: z) -> None:
        super().__init__()
        self.hidden, self.last = nn.Linear(n_features, n_hidden), nn.Linear(n_hidden, 1)
        self.between, self.after = between, after

    def forward(self, x: Tensor) -> Tensor:
        return self.after(self.last(self.between(self.hidden(x))))


def by_forward(*functions: Callable) -> Callable:
    return lambda n_features, n_hidden: Forward(n_features, n_hidden, *functions)


class PlainList(nn.Module):
    """Layers that PyTorch doesn't find; or, made in `forward`, that are others in each call."""

    def __init__(self, n_features: int, n_hidden: int, anew: bool) -> None:
        super().__init__()
        self.make = lambda: [nn.Linear(n_features, n_hidden), nn.ReLU(), nn.Linear(n_hidden, 1)]
        self.layers, self.anew = self.make(), anew

    def forward(self, x: Tensor) -> Tensor:
        for layer in self.make() if self.anew else self.layers:
            x = layer(x)
        return x


def layers_alone(n_features: int, n_hidden: int) -> list[Any]:
    return [nn.Linear(n_features, n_hidden), nn.ReLU(), nn.Linear(n_hidden, 1)]


def biases(first: bool, second: bool) -> Callable:
    return lambda n_features, n_hidden: nn.Sequential(
        nn.Linear(n_features, n_hidden, bias=first), nn.ReLU(), nn.Linear(n_hidden, 1, bias=second))


def two_hidden_layers(n_features: int, n_hidden: int) -> nn.Module:
    return nn.Sequential(nn.Linear(n_features, n_hidden), nn.ReLU(), nn.Linear(n_hidden, n_hidden), nn.ReLU(),
                         nn.Linear(n_hidden, 1))


NONLINEAR_KEY = Key(NONLINEAR, (
    Solution(
        NONLINEAR["build"], network(nn.ReLU),
        (
            Misconception(
                "no-nonlinearity",
                "Two layers hold more numbers than one, so they look stronger. But a linear layer of a linear layer is "
                "a linear layer again: its boundary stays a straight line. Put something nonlinear between the two.",
                (network(), network(nn.Dropout), network(lambda: nn.LeakyReLU(1.0))),
            ),
            Misconception(
                "nonlinearity-only-at-the-end",
                "Something nonlinear is there, but behind the last layer. The two linear layers still meet directly, "
                "so together they draw one straight line, and the logits are no longer logits. Move it between the "
                "layers.",
                tuple(network(end=[end]) for end in (nn.ReLU, nn.Sigmoid, nn.Tanh)),
            ),
            Misconception(
                "nonlinearity-before-the-first-layer",
                "It does bend something: the features, before any layer has seen them. But the two linear layers still "
                "meet directly and act as one. Move the nonlinearity between them.",
                (network(begin=[nn.ReLU]), network(begin=[nn.Tanh])),
            ),
            Misconception(
                "sigmoid-on-the-logits",
                "You want a probability in the end, so a sigmoid at the end makes sense. But `nn.BCEWithLogitsLoss` "
                "applies one itself, and two in a row can't get close to 0 or 1. Return the last layer's numbers as "
                "they are.",
                (network(nn.ReLU, end=[nn.Sigmoid]),),
            ),
            Misconception(
                "negative-logits-cut",
                "One activation behind each layer is a tidy habit. But behind the last one it cuts off every negative "
                "logit, and a negative logit is how the network says no. Leave the last layer bare.",
                (network(nn.ReLU, end=[nn.ReLU]),),
            ),
            Misconception(
                "softmax-over-one-output",
                "Softmax turns logits into probabilities, one per class. With a single output there's nothing to share "
                "with: the result is the same whatever comes in. Return the last layer's numbers as they are.",
                (network(nn.ReLU, end=[lambda: nn.Softmax(dim=1)]),),
            ),
            Misconception(
                "logits-changed-at-the-end",
                "The layers and what's between them are right. But something still works on the numbers of the last "
                "layer, so they aren't logits from −∞ to ∞ anymore. Return them as they are.",
                (network(nn.ReLU, end=[nn.Tanh]),),
            ),
            Misconception(
                "layers-hidden-from-pytorch",
                "Calling the network works, so it looks complete. But PyTorch only finds layers that are attributes of "
                "the module, or stand in `nn.Sequential` or `nn.ModuleList`. In a plain list they're invisible, and "
                "an optimizer has nothing to train.",
                (lambda n_features, n_hidden: PlainList(n_features, n_hidden, anew=False),),
            ),
            Misconception(
                "layers-made-in-forward",
                "The order of the layers is right. But they're made anew, with random numbers, in each call, so "
                "nothing that training changes is there the next time. Make them once, in `__init__`.",
                (lambda n_features, n_hidden: PlainList(n_features, n_hidden, anew=True),),
            ),
            Misconception(
                "number-of-features-fixed",
                "That width fits one table. But the rows that come in have `n_features` numbers, and the check tries "
                "several. Use the argument for the first layer.",
                tuple(network(nn.ReLU, n_in=n) for n in (30, 2, 10)),
            ),
            Misconception(
                "number-of-units-fixed",
                "It runs, since the two layers agree on a width. But how wide the hidden layer is, the caller decides. "
                "Use `n_hidden` for it, in both layers.",
                tuple(network(nn.ReLU, width=n) for n in (16, 8, 32, 64, 10)),
            ),
            Misconception(
                "one-layer-only",
                "One layer takes the features to a logit, but it can only draw a straight line. Put a hidden layer of "
                "`n_hidden` units before it.",
                (lambda n_features, n_hidden: nn.Sequential(nn.Linear(n_features, 1)),),
            ),
            Misconception(
                "last-layer-missing",
                "The hidden layer is right, but its units aren't the answer: the network should end in one logit per "
                "row. Add the layer that takes `n_hidden` numbers to one.",
                (lambda n_features, n_hidden: nn.Sequential(nn.Linear(n_features, n_hidden), nn.ReLU()),),
            ),
            Misconception(
                "two-hidden-layers",
                "More layers can bend more, and yours would learn. But what's asked for has one hidden layer: two "
                "linear layers in all. Leave the middle one out.",
                (two_hidden_layers,),
            ),
            Misconception(
                "one-logit-per-class",
                "One output per class is right for `nn.CrossEntropyLoss`. For a yes or no, one logit is enough: its "
                "sign decides. Give the last layer one output.",
                (network(nn.ReLU, n_out=2),),
            ),
            Misconception(
                "batch-of-one-squeezed",
                "A plain `squeeze()` drops every axis of size 1. For five rows that's the last one; for a single row "
                "the batch disappears, too. Say which axis you mean: `squeeze(1)`.",
                (by_forward(torch.relu, torch.squeeze),),
            ),
            Misconception(
                "gradient-cut-off",
                "The logits are fine, but the way back is blocked: a step (`x > 0`, `sign`, `round`), a `detach` or a "
                "`no_grad` passes no gradient on, so the hidden layer never learns. Use a nonlinearity with a slope, "
                "and leave the record alone.",
                (by_forward(lambda z: z.detach().relu()), by_forward(torch.sign),
                 by_forward(lambda z: (z > 0).float()), by_forward(torch.relu, torch.detach)),
            ),
            Misconception(
                "parameters-frozen",
                "Freezing is for layers that somebody has already trained. Yours hold random numbers, and frozen they "
                "stay random. Leave `requires_grad` as it is.",
                (lambda n_features, n_hidden: network(nn.ReLU)(n_features, n_hidden).requires_grad_(False),),
            ),
            Misconception(
                "bias-left-out",
                "The weights do most of the work. But without its bias a layer can't move its boundary away from the "
                "origin, and both layers were asked for with one. Leave out `bias=False`.",
                tuple(biases(*flags) for flags in ((False, False), (False, True), (True, False))),
            ),
            Misconception(
                "forward-returns-nothing",
                "The layers are there, and `forward` uses them. But what it computes never leaves it: the caller gets "
                "None. Return the logits.",
                (by_forward(torch.relu, lambda z: None),),
            ),
            Misconception(
                "layers-without-a-network",
                "All the parts are there, in the right order. But a list can't be called on `x`. Put them into "
                "`nn.Sequential(…)`, or into a class with a `forward`.",
                (layers_alone, lambda n_features, n_hidden: tuple(layers_alone(n_features, n_hidden))),
            ),
        ),
        reading=read_build,
    ),
))
