"""Small gray crops from ten photographs that ship in scikit-image's wheel: which photograph is this a piece of?

Every photograph is cut into three upright strips, with a gap between them. Training crops come from the left strip,
validation crops from the middle one, and test crops from the right one, so no two splits share a pixel. Crops are gray
because color alone would give many of the classes away.
"""
from __future__ import annotations

import math
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

CROPPED = {  # class: its file in `skimage/data`; what each of them shows, it shows in every strip
    "brick": "brick.png", "grass": "grass.png", "gravel": "gravel.png", "hubble": "hubble_deep_field.jpg",
    "ihc": "ihc.png", "page": "page.png", "text": "text.png", "coins": "coins.png", "coffee": "coffee.png",
    "retina": "retina.jpg",
}
STRIPS = {"train": (0.0, 0.40), "validation": (0.40, 0.67), "test": (0.67, 1.0)}  # shares of a photograph's width
GAP = 8  # pixels that no split has, between one strip and the next
SIZES = (32, 64)  # pixels of the photograph along a side of a crop, the smallest and the largest
TURN = math.radians(30)  # at most this far, either way: a crop of 64 then spans 88 pixels
CONTRAST, BRIGHTNESS = (0.6, 1.4), 0.15  # a factor; a share of the way from black to white, either way


class Crops(NamedTuple):
    """Crops of photographs.

    Attributes:
        x: pictures, (n, 1, side, side), float32: 0 is black, 1 is white.
        y: which photograph each comes from, (n,), int64: an index into `classes`.
        classes: names of the photographs.
    """

    x: Tensor
    y: Tensor
    classes: tuple[str, ...]


def photograph_crops(split: str, per_class: int, seed: int = 0, side: int = 64) -> Crops:
    """Return crops of one split, ordered by class, each with a size, place, turn and light of its own.

    A crop may show next to nothing: of the retina's, one in six lies in the black ring around the disk.

    Source: scikit-image's wheel (BSD-3-Clause); makers and licenses of the photographs are in `docs/sources.md`.

    Args:
        split: "train", "validation" or "test": which strip of every photograph the crops come from.
        per_class: crops from each of the ten photographs.
        seed: the same seed gives the same crops.
        side: pixels along a side of the crops returned. Below 64, fine detail may flicker.

    Raises:
        ValueError: there's no such split, or a number is too small.

    >>> photograph_crops("train", per_class=2).x.shape
    torch.Size([20, 1, 64, 64])
    """
    if split not in STRIPS:
        raise ValueError(f"photograph_crops: expected one of {', '.join(STRIPS)}, got split={split!r}. "
                         "Correct the name.")
    for name, value, least in (("per_class", per_class, 1), ("side", side, 8), ("seed", seed, 0)):
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            raise ValueError(f"photograph_crops: expected a whole number from {least} up, got {name}={value!r}. "
                             "Choose a larger one." if isinstance(value, int) else
                             f"photograph_crops: expected a whole number, got {name}={value!r}. Pass an int.")
    # NumPy's generator takes both numbers as its seed: no two splits share their sizes and turns.
    random = np.random.default_rng([seed, list(STRIPS).index(split)])
    crops = []
    for name in CROPPED:
        picture = grey_photograph(name)
        height, width = picture.shape
        crops.append(relit(cut(picture, random_places(height, width, split, per_class, random), side), random))
    return Crops(torch.cat(crops), torch.arange(len(CROPPED)).repeat_interleave(per_class), tuple(CROPPED))


def grey_photograph(name: str) -> Tensor:
    """Return one of the `CROPPED` photographs in gray, (height, width), float32 from 0 to 1."""
    return torch.from_numpy(_grey(name)).float() / 255


@cache
def _grey(name: str) -> np.ndarray:
    from PIL import Image

    with Image.open(str(files("skimage") / "data" / CROPPED[name])) as image:
        return np.array(image.convert("L"))


def random_places(height: int, width: int, split: str, n: int, random: np.random.Generator) -> Tensor:
    """Return where to cut, (n, 4): the column and row of each crop's center, its side (all in pixels), and its turn.

    The turned crops lie wholly inside the split's strip of a photograph of this size.
    """
    size, turn = random.uniform(*SIZES, n), random.uniform(-TURN, TURN, n)
    reach = size / 2 * (np.cos(turn) + np.abs(np.sin(turn)))  # from the center to the farthest column or row
    first, last = strip(width, split)
    column, row = random.uniform(first + reach, last - reach), random.uniform(reach, height - reach)
    return torch.from_numpy(np.stack([column, row, size, turn], axis=1)).float()


def strip(width: int, split: str) -> tuple[int, int]:
    """Return a split's strip of a photograph this many pixels wide: its first column, and the first one beyond it.

    >>> strip(400, "train"), strip(400, "validation"), strip(400, "test")
    ((0, 156), (164, 264), (272, 400))
    """
    left, right = (round(share * width) for share in STRIPS[split])
    return left + (GAP // 2 if left else 0), right - (GAP // 2 if right < width else 0)


def cut(picture: Tensor, places: Tensor, side: int) -> Tensor:
    """Return the crops at `places`, (n, 1, side, side), of a picture, (height, width)."""
    column, row, size, turn = places[:, :, None, None].unbind(1)  # (n, 1, 1) each
    steps = (torch.arange(side) + 0.5) / side - 0.5  # centers of pixels, in sides of the crop
    across, down = size * steps, size * steps[:, None]  # (n, 1, side), (n, side, 1)
    x = column + turn.cos() * across - turn.sin() * down
    y = row + turn.sin() * across + turn.cos() * down
    height, width = picture.shape
    grid = torch.stack([2 * x / width - 1, 2 * y / height - 1], dim=3)  # (n, side, side, 2), as `grid_sample` counts
    return functional.grid_sample(picture.expand(len(places), 1, -1, -1), grid, align_corners=False,
                                  padding_mode="border")


def relit(crops: Tensor, random: np.random.Generator) -> Tensor:
    """Return crops, (n, 1, side, side) from 0 to 1, each with a contrast and a brightness of its own."""
    n = len(crops)
    contrast, brightness = (torch.from_numpy(random.uniform(low, high, (n, 1, 1, 1))).float()
                            for low, high in (CONTRAST, (-BRIGHTNESS, BRIGHTNESS)))
    mean = crops.mean(dim=(2, 3), keepdim=True)
    return (mean + contrast * (crops - mean) + brightness).clamp(0, 1)
