"""Digits that were turned, bent, blurred and covered with noise: the world of the capstone.

Which digits a seed shows, and so their labels, hangs on whole numbers alone: they are the same on every machine and
with every version of every library. Pictures need not be. So whoever knows the seed knows the labels without a picture.
"""
from __future__ import annotations

import hashlib
import math

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from course.data.digits import SIDE, Digits, digits

PRACTICE = 0  # the seed of the practice digits: everybody may know their labels
N_SHIFTED = 1_000
RESERVED = tuple(range(4, 5_000, 5))  # rows of `digits()`, 100 of each digit: no split of the capstone has them
TURN, SHEAR, STRETCH, SLIDE = 0.5, 0.25, 0.2, 0.12  # radians; slope; log of a factor; share of half a side
BEND, KNOTS = 0.11, 4  # of half a side; points a side that are pulled about
BLUR, NOISE, FADE = 1.0, 0.12, 0.35  # pixels; of full ink; share of the ink that may go


def shifted_digits(seed: int) -> Digits:
    """Return 1,000 digits of the reserved rows, shifted, with their labels.

    >>> shifted_digits(0).x.shape
    torch.Size([1000, 1, 28, 28])
    """
    x, y = digits()
    rows = shown_rows(seed)
    return Digits(shift(x[rows], seed), y[rows])


def shown_labels(seed: int) -> Tensor:
    """Return the labels of `shifted_digits(seed)`, (1000,), without making a picture."""
    return digits().y[shown_rows(seed)]


def shown_rows(seed: int) -> Tensor:
    """Return which rows of `digits()` a seed shows, in what order; one may come twice, another not at all."""
    numbers = [_number(f"row {place} of {seed}") for place in range(N_SHIFTED)]
    return torch.tensor([RESERVED[number % len(RESERVED)] for number in numbers])


def digits_id(seed: int) -> str:
    """Return the name of a seed's digits; it tells nothing about the seed.

    >>> len(digits_id(0))
    8
    """
    return f"{_number(f'name of {seed}') % 16**8:08x}"


def _number(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest(), "big")


def shift(x: Tensor, seed: int) -> Tensor:
    """Return each picture turned, sheared, stretched, moved, bent, faded, blurred and covered with noise.

    Args:
        x: pictures, (n, 1, 28, 28), from 0 to 1.
        seed: the same one does the same to the same pictures.

    >>> shift(torch.zeros(2, 1, 28, 28), 0).shape
    torch.Size([2, 1, 28, 28])
    """
    # PyTorch's generator on the CPU keeps 32 bits of a seed: few enough to try them all, and to undo the shift then.
    random = np.random.default_rng(_number(f"pictures of {seed}"))
    x = x.detach().float().cpu()
    x = functional.grid_sample(x, _grid(len(x), random), align_corners=False)
    x = _blurred(x * _between(1 - FADE, 1, len(x), random), _between(0, 1, len(x), random))
    x = x + _between(0.3, 1, len(x), random) * NOISE * _normal(x.shape, random)
    return x.clamp(0, 1).mul(255).round().div(255)  # as a file of pictures keeps them


def _grid(n: int, random: np.random.Generator) -> Tensor:
    """Return from where in the old picture, (n, 28, 28, 2) in [-1, 1], each pixel of the new one comes."""
    turn, shear, slant = (_between(-most, most, n, random).flatten() for most in (TURN, SHEAR, SHEAR))
    wide, tall = (_between(-STRETCH, STRETCH, n, random).flatten().exp() for _ in range(2))
    move = torch.stack([_between(-SLIDE, SLIDE, n, random).flatten() for _ in range(2)], dim=1)  # (n, 2)
    turned = torch.stack([turn.cos(), -turn.sin(), turn.sin(), turn.cos()], dim=1).reshape(n, 2, 2)
    sheared = torch.stack([wide, shear, 0.3 * slant, tall], dim=1).reshape(n, 2, 2)
    affine = torch.cat([turned @ sheared, move[:, :, None]], dim=2)  # (n, 2, 3)
    bend = BEND * _normal((n, 2, KNOTS, KNOTS), random)
    bend = functional.interpolate(bend, (SIDE, SIDE), mode="bicubic", align_corners=True)
    return functional.affine_grid(affine, [n, 1, SIDE, SIDE], align_corners=False) + bend.permute(0, 2, 3, 1)


def _blurred(x: Tensor, share: Tensor) -> Tensor:
    """Mix each picture with a blurred one, (n, 1, 1, 1) says how much of that."""
    reach = math.ceil(3 * BLUR)
    bell = torch.exp(-0.5 * (torch.arange(-reach, reach + 1) / BLUR) ** 2)
    bell = bell / bell.sum()
    soft = functional.conv2d(x, bell.reshape(1, 1, 1, -1), padding=(0, reach))
    soft = functional.conv2d(soft, bell.reshape(1, 1, -1, 1), padding=(reach, 0))
    return x + share * (soft - x)


def _between(low: float, high: float, n: int, random: np.random.Generator) -> Tensor:
    return torch.from_numpy(random.uniform(low, high, (n, 1, 1, 1)).astype(np.float32))


def _normal(shape: tuple[int, ...], random: np.random.Generator) -> Tensor:
    return torch.from_numpy(random.standard_normal(tuple(shape)).astype(np.float32))
