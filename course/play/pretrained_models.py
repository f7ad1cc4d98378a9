"""Lesson 3: ways to spoil a picture for a network, and a box to drag over a photograph until it fits."""
from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from functools import cache

import torch
from torch import Tensor
from torch.nn import functional

from course.play.drawing import Drawing
from course.play.sliders import Sliders
from course.plots.picture import GREY, INK, OURS, RIGHT, WRONG

Guesses = Sequence[tuple[str, float]]  # names with their probabilities, the most probable first
SIDE, ACROSS, DOWN = 104, 286, 134  # a small photograph, and the room for it and its guesses
HIT = 0.5  # the IoU from which a box counts as found
WIDTH = 470  # of the photograph under the boxes


def spoiled(seen: dict[str, dict[str, tuple[Tensor, Guesses]]], start: str) -> Sliders:
    """Return a slider over photographs: what a network saw and said, in each of several ways to prepare one.

    Args:
        seen: by photograph and then by way: the picture, (3, height, width), from 0 to 1; and the guesses about it.
        start: the photograph shown first.
    """
    draw = cache(lambda name: draw_ways(name, seen[name]))
    return Sliders(draw, {"photograph": (list(seen), start)})


def draw_ways(name: str, ways: dict[str, tuple[Tensor, Guesses]]) -> Drawing:
    """Return a photograph in every way, three in a row, each with the guesses beside it as bars."""
    rows = -(-len(ways) // 3)
    drawing = Drawing(3 * ACROSS, rows * DOWN + 8)
    for place, (way, (pixels, named)) in enumerate(ways.items()):
        left, top = 8 + ACROSS * (place % 3), 8 + DOWN * (place // 3)
        drawing.text(left, top + 14, way, size=15, anchor="start", bold=True)
        size = f'x="{left}" y="{top + 22}" width="{SIDE}" height="{SIDE}"'
        drawing.add(f'<image {size} href="{encode(pixels, SIDE)}"/>')
        drawing.box(left, top + 22, SIDE, SIDE, "none", GREY)  # an overexposed one would vanish on white
        for row, (guess, probability) in enumerate(named[:3]):
            digits = 2 if probability >= 0.01 else 3
            drawing.text(left + SIDE + 8, top + 36 + 34 * row, f"{guess} {probability:.{digits}f}", anchor="start")
            drawing.box(left + SIDE + 8, top + 42 + 34 * row, 1 + 150 * probability, 9, OURS)
    said = [f"{way}: " + ", ".join(f"{guess} {probability:.3f}" for guess, probability in named[:3])
            for way, (_, named) in ways.items()]
    drawing.alt = f"What the network says of {name}. {'; '.join(said)}."
    return drawing


def encode(pixels: Tensor, width: int) -> str:
    """Return a picture, (3, height, width) from 0 to 1, as the address of a JPEG `width` pixels wide, or twice that."""
    from torchvision.transforms.functional import to_pil_image

    share = min(2 * width / pixels.shape[2], 1)
    size = [max(round(share * side), 1) for side in pixels.shape[1:]]
    smaller = functional.interpolate(pixels[None].float().cpu(), size, mode="bilinear", antialias=True)[0]
    file = io.BytesIO()
    to_pil_image(smaller.clamp(0, 1)).save(file, "JPEG", quality=85)
    return f"data:image/jpeg;base64,{base64.b64encode(file.getvalue()).decode()}"


def two_boxes(photograph: Tensor, true_box: Tensor, start: Sequence[int] = (0, 0, 100)) -> Sliders:
    """Return sliders that move and stretch a box over a photograph; its IoU with the true one follows.

    Args:
        photograph: (3, height, width), uint8.
        true_box: left, top, right, bottom, in pixels, (4,).
        start: at first: how far to the right and how far down, in percent of the true box, and how large.
    """
    true_box, shape, address = true_box.detach().cpu().float(), photograph.shape, encode(photograph / 255, WIDTH)
    return Sliders(lambda right, down, size: draw_boxes(address, shape, true_box, right, down, size),
                   {"to the right": (range(-100, 105, 5), start[0]), "down": (range(-100, 105, 5), start[1]),
                    "size": (range(20, 205, 5), start[2])})


def draw_boxes(address: str, shape: Sequence[int], true_box: Tensor, right: float, down: float, size: float) -> Drawing:
    """Return a photograph with the true box and another, which is shifted and scaled by percents of the true one.

    Args:
        address: of the photograph, as `encode` returns it.
        shape: the photograph's, (3, height, width).
        true_box: left, top, right, bottom, in pixels, (4,).
        right: how far the other's middle lies to the right of the true one's.
        down: how far it lies below.
        size: the other's width and height.
    """
    box, scale = move(true_box, right, down, size), WIDTH / shape[2]
    overlap, union = areas(true_box, box)
    iou, height = overlap / union, round(shape[1] * scale)
    color, said = (RIGHT, "a hit") if iou >= HIT else (WRONG, "no hit")
    drawing = Drawing(WIDTH + 250, height + 16)
    drawing.add(f'<svg x="8" y="8" width="{WIDTH}" height="{height}">'
                f'<image width="{WIDTH}" height="{height}" href="{address}"/>'
                f'{_outline(true_box * scale, INK, "")}{_outline(box * scale, color, "7 4")}</svg>')
    drawing.text(WIDTH + 30, 60, f"{iou:.2f}", size=52, anchor="start", bold=True)
    drawing.text(WIDTH + 30, 88, f"IoU: {said} at {HIT:g}", color, 16, "start", bold=True)
    for row, line in enumerate((f"both cover {overlap:,.0f} pixels", f"at least one covers {union:,.0f}", "",
                                "solid: the true box", "dashed: yours")):
        drawing.text(WIDTH + 30, 130 + 24 * row, line, size=15, anchor="start")
    drawing.alt = (f"A photograph with a true box and another: {right:g}% to the right, {down:g}% down, {size:g}% of "
                   f"its size. Both cover {overlap:.0f} pixels, at least one {union:.0f}: IoU {iou:.2f}, {said}.")
    return drawing


def _outline(box: Tensor, color: str, dash: str) -> str:
    """Return SVG of a box with a white rim, which is seen on dark ground."""
    left, top, right, bottom = box.tolist()
    place = f'x="{left:.1f}" y="{top:.1f}" width="{right - left:.1f}" height="{bottom - top:.1f}" fill="none"'
    return (f'<rect {place} stroke="white" stroke-width="6"/>'
            f'<rect {place} stroke="{color}" stroke-width="3" stroke-dasharray="{dash}"/>')


def move(box: Tensor, right: float, down: float, size: float) -> Tensor:
    """Return a box shifted and scaled about its middle, in percents of its own width and height."""
    sides = box[2:] - box[:2]
    middle = (box[:2] + box[2:]) / 2 + sides * torch.tensor([right, down]) / 100
    return torch.cat([middle - sides * size / 200, middle + sides * size / 200])


def areas(a: Tensor, b: Tensor) -> tuple[float, float]:
    """Return what both boxes cover and what at least one covers."""
    overlap = (torch.minimum(a[2:], b[2:]) - torch.maximum(a[:2], b[:2])).clamp(min=0).prod().item()
    return overlap, sum((box[2:] - box[:2]).prod().item() for box in (a, b)) - overlap
