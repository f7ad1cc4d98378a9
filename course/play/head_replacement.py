"""Lesson 4: how much of a network trains, family by family and block by block."""
from __future__ import annotations

import math
from functools import cache
from typing import NamedTuple

import torch

from course import backbones
from course.play.drawing import Drawing
from course.play.sliders import Sliders
from course.plots.picture import GREY, INK, OURS

LEFT, WIDE, FLOOR, TALL = 20, 792, 262, 185  # where the bars begin, how far they reach, where they stand, the tallest
MOST = 1e9  # parameters of a block as tall as can be
BLOCKS = (0, 1, 2, 3, 4, 6, 8, "all")  # that train besides the head
LISTS = ("features", "encoder", "layers")  # layers that hold blocks, and are none themselves
DENSE = {f"{name}{i}": f"{name[:5]}{i}" for name in ("denseblock", "transition") for i in range(1, 5)}
SHORT = {"class_token": "token", "conv_proj": "conv", "pos_embedding": "place"} | DENSE


class Block(NamedTuple):
    """A part of a network with its number of parameters."""

    name: str
    n_parameters: int


def freeze_map(family: str = "resnet50", n_classes: int = 10) -> Sliders:
    """Return sliders for a family and for how many blocks train with its new head; the counts follow.

    Args:
        family: shown first, one of `backbones.NAMES`.
        n_classes: outputs of the new head.
    """
    return Sliders(lambda name, blocks: draw_freeze_map(name, blocks, n_classes),
                   {"family": (backbones.NAMES, family), "blocks too": (BLOCKS, 0)})


@cache
def blocks_of(family: str) -> tuple[tuple[Block, ...], int]:
    """Return a family's blocks in their order, without its head, and how many features its head takes."""
    with torch.device("meta"):  # numbers of parameters, without the parameters
        model = backbones.get_model(family)
    (head,) = (at for at, p in model.named_parameters() if len(p) == 1000 and p.ndim > 1)  # a row for each class
    counts: dict[str, int] = {}
    for name, parameter in model.named_parameters():
        if name.rpartition(".")[0] != head.rpartition(".")[0]:
            block = _block_of(name)
            counts[block] = counts.get(block, 0) + parameter.numel()
    return tuple(Block(*item) for item in counts.items()), model.get_parameter(head).shape[1]


def _block_of(parameter: str) -> str:
    """Return the first part of a parameter's name that is no mere list of blocks, short enough to stand under a bar."""
    first, *rest = parameter.split(".")
    if first == "classifier":
        return f"cl.{rest[0]}"
    block = next(part for part in (first, *rest) if part not in LISTS)
    return SHORT.get(block, block).removeprefix("encoder_layer_")


def draw_freeze_map(family: str, blocks: int | str, n_classes: int) -> Drawing:
    """Return a bar for each block of a family, hollow where frozen and filled where trained, the new head last.

    Args:
        family: one of `backbones.NAMES`.
        blocks: how many of the last blocks train with the head, or "all".
        n_classes: outputs of the head.
    """
    body, width = blocks_of(family)
    bars = [*body, Block("head", (width + 1) * n_classes)]
    frozen = 0 if blocks == "all" else max(len(body) - int(blocks), 0)
    drawing, step = Drawing(832, 320), WIDE / len(bars)
    for place, bar in enumerate(bars):
        tall = TALL * math.log10(bar.n_parameters) / math.log10(MOST)
        left, middle = LEFT + step * place + 3, LEFT + step * (place + 0.5)
        trains = place >= frozen
        drawing.box(left, FLOOR - tall, step - 6, tall, OURS if trains else "white", OURS if trains else GREY)
        drawing.text(middle, FLOOR - tall - 6, _short(bar.n_parameters), INK if trains else GREY, 12, bold=trains)
        drawing.text(middle, FLOOR + 18, bar.name, GREY, 12)
    trained, everything = sum(bar.n_parameters for bar in bars[frozen:]), sum(bar.n_parameters for bar in bars)
    said = f"{trained:,} of {everything:,} parameters train ({trained / everything:.2%})"
    drawing.text(LEFT, 26, f"{family}, {n_classes} classes: {said}", size=17, anchor="start", bold=True)
    drawing.text(LEFT, FLOOR + 44, "picture →", GREY, anchor="start")
    drawing.text(LEFT + WIDE, FLOOR + 44, "→ logits", GREY, anchor="end")
    drawing.text(LEFT + WIDE / 2, FLOOR + 44, "hollow: frozen; filled: trained (heights go in steps of ten)", GREY)
    parts = (f"{bar.name} {bar.n_parameters:,} {'frozen' if place < frozen else 'trained'}"
             for place, bar in enumerate(bars))
    drawing.alt = (f"{family} with a head for {n_classes} classes: {said}. Its parts, from the picture on: "
                   f"{', '.join(parts)}.")
    return drawing


def _short(number: int) -> str:
    """Return a number in three digits, such as 2.36M."""
    for unit, letter in ((1e6, "M"), (1e3, "k")):
        if number >= 0.9995 * unit:
            return f"{number / unit:.3g}{letter}"
    return str(number)
