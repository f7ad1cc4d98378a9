"""The families of the course: one name a row, and where each keeps its head, read from the model."""
from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import torch
from torch import nn
from torchvision import models
from torchvision.models import WeightsEnum

from course.backbones.hub import ensure_cached
from course.backbones.lite0 import efficientnet_lite0

LITE0 = efficientnet_lite0.__name__  # torchvision knows it by this name: its module is imported here
NAMES = ("resnet18", "resnet34", "resnet50", "resnet101", "resnet152", "vgg16", "mobilenet_v2", "mobilenet_v3_small",
         "efficientnet_b0", "densenet121", "convnext_tiny", "vit_b_16", "swin_t", "squeezenet1_1", LITE0)


@dataclass(frozen=True)
class Family:
    """A row of the table: all of it computed from the model, or read from its weights' `meta`.

    Attributes:
        name: the name of its builder.
        place: where it keeps the head, such as `fc`.
        kind: "Linear" or "Conv2d".
        width: how many features the head takes.
        n_parameters: of the whole model, with 1000 classes.
        accuracy: on ImageNet's validation pictures, from 0 to 1, as its weights state it; None where they do not.
    """

    name: str
    place: str
    kind: str
    width: int
    n_parameters: int
    accuracy: float | None


@cache
def families() -> tuple[Family, ...]:
    """Return the table of the families, in the order of `NAMES`."""
    return tuple(_read_family(name) for name in NAMES)


def _read_family(name: str) -> Family:
    with torch.device("meta"):  # shapes without numbers: 470 million parameters take no memory and under a second
        model = get_model(name)
    (weight,) = (at for at, p in model.named_parameters() if len(p) == 1000 and p.ndim > 1)  # a row for each class
    place = weight.removesuffix(".weight")
    head = model.get_submodule(place)
    accuracy = get_model_weights(name).DEFAULT.meta.get("_metrics", {}).get("ImageNet-1K", {}).get("acc@1")
    return Family(name, re.sub(r"\.(\d+)", r"[\1]", place), type(head).__name__, head.weight.shape[1],
                  sum(parameter.numel() for parameter in model.parameters()), accuracy and round(accuracy / 100, 5))


def get_model(name: str, **config: Any) -> nn.Module:
    """Return a new model with random weights: `torchvision.models.get_model` with `weights=None`."""
    return models.get_model(name, weights=None, **config)


def get_model_weights(name: str) -> type[WeightsEnum]:
    """Return the weights entries of a family: `torchvision.models.get_model_weights`."""
    return models.get_model_weights(name)


def pretrained(name: str, download: bool = False) -> nn.Module:
    """Return a model with its pretrained weights, in train mode, as torchvision's builders do.

    Those of EfficientNet-Lite0 are installed with the course. Those of the other families are taken from
    torchvision's cache, or fetched into it if you ask for it.

    Args:
        name: one of `NAMES`, or any other classification model of torchvision.
        download: fetch weights that are not in the cache.

    Raises:
        WeightsMissing: they are not in the cache, and `download` is False.
        DownloadError: they could not be fetched.
        ValueError: torchvision has no such model, or the weights' file has another hash than its name says.
    """
    weights = get_model_weights(name).DEFAULT
    if name != LITE0:
        ensure_cached(weights, download)
    return models.get_model(name, weights=weights)
