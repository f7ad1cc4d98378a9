"""Where a model keeps its head: what two questions ask for, and what the others' keys need."""
from __future__ import annotations

import re
from typing import NamedTuple

from torch import nn


class Head(NamedTuple):
    """The last layer of a classifier.

    Attributes:
        name: its name among the model's modules, such as "classifier.6", for `get_submodule`.
        module: the layer, a Linear or a convolution.
        width: how many features it takes.
        n_classes: how many logits it gives.
    """

    name: str
    module: nn.Module
    width: int
    n_classes: int

    @property
    def place(self) -> str:
        """The same place as code, such as `classifier[6]`."""
        return re.sub(r"\.(\d+)", r"[\1]", self.name)


def find_head(model: nn.Module) -> Head:
    """Return the head of a classification model: its last Linear or, where it has none, its last convolution.

    Raises:
        ValueError: the model has neither.

    >>> find_head(nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 3)))[2:]
    (8, 3)
    """
    for kind, width, n_classes in ((nn.Linear, "in_features", "out_features"),
                                   (nn.Conv2d, "in_channels", "out_channels")):
        if found := [(name, module) for name, module in model.named_modules() if isinstance(module, kind)]:
            name, head = found[-1]
            return Head(name, head, getattr(head, width), getattr(head, n_classes))
    raise ValueError(f"find_head: expected a Linear or a Conv2d, got none in {type(model).__name__}. "
                     "Pass a classification model.")
