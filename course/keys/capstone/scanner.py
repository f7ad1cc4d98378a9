"""The worn scanner of the capstone, which learners can only look at: what it made, they hold; what it does, they don't.

It stands with the keys, so no grading kernel and no learner's installation can call it.
"""
from __future__ import annotations

import math

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from course.data.digits import SIDE, Digits, digits
from course.data.shifted import number, shown_rows

TURN, SLANT, SHEAR = (-0.2, 0.2), (0.2, 0.8), (-0.08, 0.08)  # radians; slopes, to the right and down
STRETCH, SLIDE, BEND, KNOTS = 0.155, 0.12, 0.09, 4  # log of a factor; shares of half a side; points that are pulled
PAPER, GRADIENT, INK = (0.05, 0.35), 0.125, (0.33, 0.8)  # of black; from the middle to an edge; share of the way to it
BLUR, NOISE = 1.0, (0.03, 0.1)  # pixels; standard deviation
LINED, LINE, APART, TILT = 0.85, (0.6, 1.0), (8, 12), 0.02  # share with ruled lines; of full ink; pixels; slope
SPECKS, SPECK = 6, 0.9  # a picture, on average; of full ink
LEVELS = 31  # it tells this many shades of gray from white


def scanned(seed: int) -> Digits:
    """Return the 1,000 reserved digits that a seed shows as the scanner gives them, with their labels."""
    x, y = digits()
    rows = shown_rows(seed)
    return Digits(scan(x[rows], seed), y[rows])


def scan(x: Tensor, seed: int) -> Tensor:
    """Return each picture slanted, bent and moved, on gray ruled paper, in faint ink, with specks, blur and noise.

    Args:
        x: pictures, (n, 1, 28, 28), from 0 to 1.
        seed: the same one does the same to the same pictures.

    >>> scan(torch.zeros(2, 1, 28, 28), 0).shape
    torch.Size([2, 1, 28, 28])
    """
    # PyTorch's generator on the CPU keeps 32 bits of a seed: few enough to try them all, and to undo the scan then.
    random = np.random.default_rng(number(f"pictures of {seed}"))
    x = functional.grid_sample(x.detach().float().cpu(), _grid(len(x), random), align_corners=False)
    x = torch.maximum(x, _lines(len(x), random))
    x = torch.maximum(x, SPECK * torch.from_numpy(random.random(tuple(x.shape)) < SPECKS / SIDE**2))
    x = _blurred(x, _between(0, 1, len(x), random))
    paper = _paper(len(x), random)
    x = paper + _between(*INK, len(x), random) * x * (1 - paper)
    x = x + _between(*NOISE, len(x), random) * _normal(x.shape, random)
    return x.clamp(0, 1).mul(LEVELS).round().div(LEVELS)


def _grid(n: int, random: np.random.Generator) -> Tensor:
    """Return from where in the old picture, (n, 28, 28, 2) in [-1, 1], each pixel of the new one comes."""
    turn, slant, shear = (_between(*bounds, n, random).flatten() for bounds in (TURN, SLANT, SHEAR))
    wide, tall = (_between(-STRETCH, STRETCH, n, random).flatten().exp() for _ in range(2))
    move = torch.stack([_between(-SLIDE, SLIDE, n, random).flatten() for _ in range(2)], dim=1)  # (n, 2)
    turned = torch.stack([turn.cos(), -turn.sin(), turn.sin(), turn.cos()], dim=1).reshape(n, 2, 2)
    sheared = torch.stack([wide, slant, shear, tall], dim=1).reshape(n, 2, 2)
    affine = torch.cat([turned @ sheared, move[:, :, None]], dim=2)  # (n, 2, 3)
    bend = BEND * _normal((n, 2, KNOTS, KNOTS), random)
    bend = functional.interpolate(bend, (SIDE, SIDE), mode="bicubic", align_corners=True)
    return functional.affine_grid(affine, [n, 1, SIDE, SIDE], align_corners=False) + bend.permute(0, 2, 3, 1)


def _lines(n: int, random: np.random.Generator) -> Tensor:
    """Return the ruled lines of each sheet, (n, 1, 28, 28): nearly level, about a third of the picture apart."""
    rows, columns = _places()
    apart = _between(*APART, n, random)
    down = (rows + _between(-TILT, TILT, n, random) * columns - _between(0, 13, n, random)) % apart
    ink = (1.2 - torch.minimum(down, apart - down)).clamp(0, 1)  # a little more than a pixel wide
    return ink * (_between(0, 1, n, random) < LINED) * _between(*LINE, n, random)


def _paper(n: int, random: np.random.Generator) -> Tensor:
    """Return how dark the paper is, (n, 1, 28, 28): a level, and a gradient down and across."""
    rows, columns = _places()
    down, across = (GRADIENT * _between(-1, 1, n, random) for _ in range(2))
    return _between(*PAPER, n, random) + (down * rows + across * columns) / (SIDE / 2)


def _places() -> tuple[Tensor, Tensor]:
    """Return how far below, (28, 1), and right of the middle, (28,), pixels are."""
    places = torch.arange(SIDE) - (SIDE - 1) / 2
    return places[:, None], places


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
