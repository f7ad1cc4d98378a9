"""Measure what it pays, and what it costs, to train more of Lite0 than its new head: on 300 digits, judged on 500.

    python benchmarks/freezing.py            a table, after half a minute on one core

The last three blocks learn for 5 epochs after the head has learned alone, and everything for 5 epochs at once. Their
BatchNorms follow with a momentum of 0.1; with Lite0's own 0.01 they are too slow for so few steps, and with nothing
frozen 3 epochs end at 0.39 instead of 0.78.
"""
from __future__ import annotations

import copy
import time

import torch
from torch import Tensor, nn
from torch.nn import functional

from course import backbones, data, training
from course.device import seeded, set_seed

N_TRAIN, CUT, SIDE = 300, 6, 64  # digits; the first block that may train; pixels along a side


def prepared(x: Tensor) -> Tensor:
    """Return digits, (n, 1, 28, 28) from 0 to 1, as Lite0 wants them: (n, 3, 64, 64)."""
    larger = functional.interpolate(x, (SIDE, SIDE), mode="bilinear", align_corners=False)
    return larger.expand(-1, 3, -1, -1).sub(127 / 255).div(128 / 255)


def digits() -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Return 300 training digits with their classes, and 500 others with theirs, all mixed: as in lesson 4."""
    x, y = data.digits()
    _, chosen = data.split(y, held_out=0.3, seed=0)
    train, held = data.split(y[chosen], held_out=1 / 3)
    train = chosen[train][torch.randperm(1000, generator=seeded(1))[:N_TRAIN]]
    held = chosen[held][torch.randperm(500, generator=seeded(1))]
    return prepared(x[train]), y[train], prepared(x[held]), y[held]


def see(layers: nn.Module, x: Tensor) -> Tensor:
    with torch.no_grad():
        return torch.cat([layers(batch) for batch in x.split(50)])


def keep_pace(model: nn.Module) -> nn.Module:
    """Let BatchNorms follow within a few dozen steps."""
    for layer in model.modules():
        if isinstance(layer, nn.BatchNorm2d):
            layer.momentum = 0.1
    return model.requires_grad_(True)


def fit(model: nn.Module, x: Tensor, y: Tensor, groups: list[dict], n_epochs: int, batch_size: int) -> nn.Module:
    training.fit(model, x, y, torch.optim.Adam(groups, lr=1e-3), n_epochs=n_epochs, batch_size=batch_size,
                 progress=False)
    return model


def score(model: nn.Module, x: Tensor, y: Tensor) -> float:
    return round(training.evaluate(model, x, y, functional.cross_entropy, batch_size=50)[1], 3)


def measure() -> dict[str, tuple[float, float]]:
    """Return held-out accuracy and seconds of computing, by what trains."""
    torch.set_num_threads(1)
    x, y, x_held, y_held = digits()
    lite0 = backbones.efficientnet_lite0(weights="DEFAULT").eval().to(memory_format=torch.channels_last)
    pool = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten())
    set_seed(0)
    untrained = nn.Sequential(backbones.efficientnet_lite0().features, pool).eval()
    for layer in untrained.modules():
        layer.training = isinstance(layer, nn.BatchNorm2d)  # it has no statistics yet but those of each batch
    found = {}
    for name, layers in (("random", untrained), ("pretrained", nn.Sequential(lite0.features, pool))):
        started = time.process_time()
        f = see(layers, x)
        set_seed(0)
        head = nn.Linear(1280, 10)
        fit(head, f, y, [{"params": head.parameters()}], n_epochs=30, batch_size=50)
        seconds = time.process_time() - started
        found[f"{name}, all frozen"] = score(head, see(layers, x_held), y_held), seconds
    before, body = lite0.features[:CUT], nn.Sequential(lite0.features[CUT:], pool)
    maps, held_maps, started = see(before, x), see(before, x_held), time.process_time()
    tuned = nn.Sequential(keep_pace(copy.deepcopy(body)), head)
    fit(tuned, maps, y, [{"params": tuned[0].parameters()}, {"params": head.parameters(), "lr": 3e-3}], 5, 25)
    seconds += time.process_time() - started
    found["pretrained, last 3 blocks train"] = score(tuned, held_maps, y_held), seconds
    lite0.classifier[1], started = nn.Linear(1280, 10), time.process_time()
    fit(keep_pace(lite0), x, y, [{"params": lite0.parameters()}], 5, 25)
    seconds = time.process_time() - started
    found["pretrained, everything trains"] = score(lite0, x_held, y_held), seconds
    return found


if __name__ == "__main__":
    for name, (accuracy, seconds) in measure().items():
        print(f"{name:<34} accuracy {accuracy:.3f}  {seconds:5.1f} s")
