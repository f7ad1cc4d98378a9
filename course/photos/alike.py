"""Which pictures are nearly the same: one shot resized, compressed anew, turned or mirrored, or one of a burst.

A picture's outline is how much brighter each square of a coarse grid is than its neighbors. Measured on 22 photographs
of scikit-image: between two of them the cosine is at most 0.4 (0.86 for the two eyes of a stereo camera); between one
and its copy it's above 0.87 after resizing or heavy compression, and mostly above 0.8 where the camera moved by 5%.
"""
from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from PIL.Image import Image

GRID, MARGIN = 12, 0.06  # squares a side; share of a side left out all around, so that a window can move
MOVES = (-0.06, -0.03, 0.0, 0.03, 0.06)  # of a side: how far, each way
ALIKE = 0.8  # cosine of outlines from which two pictures may not stand on both sides of a split
SAME = 0.93  # and from which, with like colors, two of different classes are one picture with two labels
SAME_COLOR = 20  # levels of 256, root mean square
FLAT = 0.4  # levels: a picture with smaller differences is blank, and only its color counts
MEAN_OF_SQUARE = 4  # Pillow's box filter


class Look(NamedTuple):
    """What is kept of a picture to compare it by.

    Attributes:
        outline: (264,), of length 1, or 0 for a blank picture.
        views: outlines after small moves, turns and mirroring, (32, 264).
        colors: mean red, green and blue of 16 squares, from dark to bright wherever they are, (48,).
    """

    outline: np.ndarray
    views: np.ndarray
    colors: np.ndarray


def look_at(image: Image) -> Look:
    """Return what to compare a picture by."""
    small = image.convert("L").resize((128, 128), MEAN_OF_SQUARE)
    middle = _window(small, 0, 0)
    turned = [np.rot90(side, turns) for side in (middle, middle[:, ::-1]) for turns in range(4)][1:]
    views = [_window(small, x, y) for x in MOVES for y in MOVES] + turned
    colors = np.asarray(image.convert("RGB").resize((4, 4), MEAN_OF_SQUARE), dtype=np.float32).reshape(-1, 3)
    colors = colors[colors.sum(axis=1).argsort(kind="stable")]
    return Look(_outline(middle), np.stack([_outline(view) for view in views]), colors.ravel())


def _window(small: Image, x: float, y: float) -> np.ndarray:
    """Return the squares' brightness, (12, 12), seen through a window that was moved."""
    low, high = MARGIN, 1 - MARGIN
    box = 128 * (low + x), 128 * (low + y), 128 * (high + x), 128 * (high + y)
    return np.asarray(small.resize((GRID, GRID), MEAN_OF_SQUARE, box=box), dtype=np.float32)


def _outline(squares: np.ndarray) -> np.ndarray:
    differences = np.concatenate([np.diff(squares, axis=axis).ravel() for axis in (0, 1)])
    if np.sqrt((differences**2).mean()) < FLAT:
        return np.zeros_like(differences)
    return differences / np.linalg.norm(differences)


def cosines(looks: Sequence[Look]) -> np.ndarray:
    """Return how alike the pictures are, (n, n), from -1 to 1; two blank ones of one color are alike."""
    outlines, views = (np.stack(part) for part in list(zip(*looks))[:2])
    parts = np.array_split(views, -(-len(views) // 50))  # as flat matrices: numpy is slow on stacks of them
    one_way = np.concatenate([_cosines_to(part, outlines).max(axis=1) for part in parts])
    both = np.maximum(one_way, one_way.T)
    blank = np.flatnonzero(~outlines.any(axis=1)).tolist()
    for i in blank:
        both[i, blank] = [float(is_like_color(looks[i], looks[j])) for j in blank]
    return both


def _cosines_to(views: np.ndarray, outlines: np.ndarray) -> np.ndarray:
    """Return the cosines of views, (m, 32, 264), and outlines, (n, 264): (m, 32, n)."""
    return (views.reshape(-1, views.shape[-1]) @ outlines.T).reshape(*views.shape[:2], -1)


def is_like_color(one: Look, other: Look) -> bool:
    """Return whether two pictures have about the same colors; one may be brighter, turned or mirrored."""
    if not (one.outline.any() and other.outline.any()):
        gain = 1.0  # of a blank picture, brightness is all there is
    else:
        gain = float(one.colors @ other.colors) / max(float(other.colors @ other.colors), 1.0)
    return bool(np.sqrt(((one.colors - gain * other.colors) ** 2).mean()) < SAME_COLOR)


def group(alike: np.ndarray) -> list[list[int]]:
    """Return the pictures in groups: whoever is alike to one of a group belongs to it.

    >>> group(np.array([[1, 0, 1], [0, 1, 0], [1, 0, 1]], dtype=bool))
    [[0, 2], [1]]
    """
    groups, left = [], list(range(len(alike)))
    while left:
        found, reached = [], [left.pop(0)]
        while reached:
            found.append(reached.pop())
            reached += [other for other in left if alike[found[-1], other]]
            left = [other for other in left if other not in reached]
        groups.append(sorted(found))
    return groups
