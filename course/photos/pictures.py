"""Labeled pictures as a data set of PyTorch."""
from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import Dataset


class Pictures(Dataset):
    """Pictures and their classes, in memory: changing a file afterwards changes nothing here.

    Args:
        pixels: pictures, (height, width, 3) uint8 each, all of one size.
        labels: the class of each.
        paths: the file of each.
        names: what the classes are called.

    Attributes:
        x: the pictures, (n, 3, height, width), uint8.
        y: their classes, (n,), int64.
        paths: their files.
        classes: what the classes are called, as `ImageFolder` has it.
    """

    def __init__(self, pixels: Sequence[np.ndarray], labels: Sequence[int], paths: Sequence[Path],
                 names: list[str]) -> None:
        self.x = torch.from_numpy(np.stack(pixels)).permute(0, 3, 1, 2).contiguous()
        self.y, self.paths, self.classes = torch.tensor(labels), list(paths), list(names)

    def __len__(self) -> int:
        return len(self.y)

    def __getitem__(self, place: int) -> tuple[Tensor, int]:
        return self.x[place], int(self.y[place])

    def __repr__(self) -> str:
        counts = ", ".join(f"{n} {name}" for name, n in zip(self.classes, self.y.bincount().tolist()))
        return f"{len(self)} pictures: {counts}"
