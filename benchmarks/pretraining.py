"""Measure what pretraining buys: five ways to learn from 5, 20 and 100 examples per class, on two kinds of pictures.

    python benchmarks/pretraining.py            a table, after six minutes of processor time, on all cores
    python benchmarks/pretraining.py --quick    one seed, and no runs with 100 examples per class
    python benchmarks/pretraining.py --json     the table; the last line is one JSON object

Photographs are grey crops from ten of scikit-image's pictures, digits are MNIST's: ten classes each. Every way learns
from the same training examples, keeps the epoch that does best on the same 20 validation examples per class, and is
judged once, on 50 test examples per class. Learning rates and the CNN's shape were chosen by validation accuracy on
seed 100, which is none of those below.
"""
from __future__ import annotations

import argparse
import copy
import json
import os
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from course import backbones, data, features, training
from course.device import seeded, set_seed

SEEDS, PER_CLASS = (0, 1, 2), (5, 20, 100)
N_VALIDATION, N_TEST, N_CLASSES = 20, 50, 10  # validation and test examples per class; classes
N_LOOKS = 10  # at the validation split in a run, evenly spaced
SIDE = 64  # pixels along a side of what Lite0 sees
CUT = 6  # Lite0's blocks from this one on are fine-tuned; those before it stay frozen
EPOCHS = {"pixels": {5: 100, 20: 100, 100: 50}, "cnn": {5: 100, 20: 60, 100: 20}, "head": {5: 100, 20: 60, 100: 40},
          "fine-tuning": {5: 20, 20: 12, 100: 5}}
HEAD_RATE, TUNED_HEAD_RATE, BODY_RATE = 1e-3, 3e-3, 1e-3  # frozen; fine-tuned, with the body at a third of it

Examples = tuple[Tensor, Tensor]  # inputs, (n, ...), and their classes, (n,)


class Splits(NamedTuple):
    """Training, validation and test examples."""

    train: Examples
    validation: Examples
    test: Examples


def photograph_splits(seed: int, per_class: int) -> Splits:
    """Return crops of (1, 64, 64), each split from its own strip of every photograph."""
    numbers = {"train": per_class, "validation": N_VALIDATION, "test": N_TEST}
    return Splits(*(data.photograph_crops(split, n, seed)[:2] for split, n in numbers.items()))


def digit_splits(seed: int, per_class: int) -> Splits:
    """Return MNIST digits of (1, 28, 28); no digit is in two splits."""
    x, y = data.digits()
    by_class = torch.stack([(y == k).nonzero().flatten()[torch.randperm(500, generator=seeded(10 * seed + k))]
                            for k in range(N_CLASSES)])
    numbers = by_class.split([N_TEST, N_VALIDATION, per_class, 500 - N_TEST - N_VALIDATION - per_class], dim=1)
    test, validation, train = ((x[rows.flatten()], y[rows.flatten()]) for rows in numbers[:3])
    return Splits(train, validation, test)


class Pictures(NamedTuple):
    """A kind of pictures, and what each way of learning needs to know of it."""

    splits: Callable[[int, int], Splits]
    flips: bool  # does a mirrored picture keep its class?
    stride: int  # of the CNN's first layer
    spots: int  # along a side of the CNN's last maps: 1 forgets where in the picture something is


PICTURES = {"photographs": Pictures(photograph_splits, flips=True, stride=2, spots=1),
            "digits": Pictures(digit_splits, flips=False, stride=1, spots=3)}


def measure(kind: str, seed: int, sizes: tuple[int, ...] = PER_CLASS) -> dict[str, dict[int, float]]:
    """Return the test accuracy of each way of learning, by examples per class."""
    torch.set_num_threads(1)
    pictures = PICTURES[kind]
    everything = pictures.splits(seed, max(sizes))
    body, maps, vectors = see(everything)
    scores: dict[str, dict[int, float]] = {}
    for n in sizes:
        small, few_maps, few_vectors = (first(splits, n) for splits in (everything, maps, vectors))
        head = fit_head(few_vectors, n, seed)
        ways = {"most frequent class": most_frequent(small), "linear layer on pixels": fit_pixels(small, n, seed),
                "small CNN from scratch": fit_cnn(small, n, seed, pictures), "Lite0 frozen, new head": head,
                "Lite0 fine-tuned": fine_tune(body, head, few_maps, n, seed)}
        tests = {"Lite0 frozen, new head": few_vectors.test, "Lite0 fine-tuned": few_maps.test}
        for name, model in ways.items():
            x, y = tests.get(name, small.test)
            scores.setdefault(name, {})[n] = round(training.evaluate(model, x, y, functional.cross_entropy)[1], 4)
    return scores


def first(splits: Splits, n: int) -> Splits:
    """Return splits with the first `n` training examples of each class."""
    x, y = splits.train
    rows = torch.arange(len(y)).reshape(N_CLASSES, -1)[:, :n].flatten()
    return splits._replace(train=(x[rows], y[rows]))


def see(splits: Splits) -> tuple[nn.Module, Splits, Splits]:
    """Return Lite0's body from `CUT` on, the maps that it's given for the pictures, and its 1280 features of them."""
    lite0 = backbones.efficientnet_lite0(weights="DEFAULT").eval().to(memory_format=torch.channels_last)  # faster
    before, body = lite0.features[:CUT], nn.Sequential(lite0.features[CUT:], lite0.avgpool, nn.Flatten())
    maps = Splits(*((features.extract(before, prepared(x)), y) for x, y in splits))
    return body, maps, Splits(*((features.extract(body, x), y) for x, y in maps))


def prepared(x: Tensor) -> Tensor:
    """Return grey pictures, (n, 1, height, width) from 0 to 1, as Lite0 wants them: (n, 3, 64, 64)."""
    larger = functional.interpolate(x, (SIDE, SIDE), mode="bilinear", align_corners=False)
    return larger.expand(-1, 3, -1, -1).sub(127 / 255).div(128 / 255)


class MostFrequent(nn.Module):
    """Answers every picture with one class."""

    def __init__(self, y: Tensor) -> None:
        super().__init__()
        self.counts = y.bincount(minlength=N_CLASSES).float()

    def forward(self, x: Tensor) -> Tensor:
        return self.counts.expand(len(x), -1)


def most_frequent(splits: Splits) -> nn.Module:
    return MostFrequent(splits.train[1])


def fit_pixels(splits: Splits, n: int, seed: int, rate: float = 1e-3, decay: float = 1e-2) -> nn.Module:
    """Return a linear layer trained on pixels."""
    set_seed(seed)
    model = nn.Sequential(nn.Flatten(), nn.LazyLinear(N_CLASSES))
    model(splits.train[0][:1])
    adam = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=decay)
    return fit(model, adam, splits, EPOCHS["pixels"][n], seed)


def fit_cnn(splits: Splits, n: int, seed: int, pictures: Pictures, rate: float = 3e-3,
            decay: float = 1e-2) -> nn.Module:
    """Return a convolutional network trained from scratch, on pictures that are moved and flipped in every epoch."""
    set_seed(seed)
    convolutions = (nn.Conv2d(1, 16, 5, pictures.stride, padding=2, bias=False),
                    nn.Conv2d(16, 32, 3, padding=1, bias=False), nn.Conv2d(32, 64, 3, padding=1, bias=False))
    blocks = [nn.Sequential(layer, nn.BatchNorm2d(layer.out_channels), nn.ReLU(), nn.MaxPool2d(2))
              for layer in convolutions]
    model = nn.Sequential(*blocks, nn.AdaptiveAvgPool2d(pictures.spots), nn.Flatten(), nn.Dropout(0.2),
                          nn.Linear(64 * pictures.spots**2, N_CLASSES))
    adam = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=decay)
    return fit(model, adam, splits, EPOCHS["cnn"][n], seed, partial(augment, flips=pictures.flips))


def augment(x: Tensor, generator: torch.Generator, flips: bool) -> Tensor:
    """Return pictures, each moved by up to a tenth of its side, and flipped at random where that keeps the class."""
    move = (2 * torch.rand(len(x), 2, generator=generator) - 1) / 5  # half a side is 1
    flip = torch.randint(2, (len(x), 2), generator=generator) * 2 - 1 if flips else torch.ones(len(x), 2)
    affine = torch.cat([torch.diag_embed(flip.float()), move[:, :, None]], dim=2)  # (n, 2, 3)
    grid = functional.affine_grid(affine, list(x.shape), align_corners=False)
    return functional.grid_sample(x, grid, align_corners=False, padding_mode="border")


def fit_head(splits: Splits, n: int, seed: int, rate: float = HEAD_RATE, decay: float = 1e-2) -> nn.Module:
    """Return a linear layer trained on the frozen backbone's features."""
    set_seed(seed)
    head = nn.Linear(splits.train[0].shape[1], N_CLASSES)
    return fit(head, torch.optim.AdamW(head.parameters(), lr=rate, weight_decay=decay), splits, EPOCHS["head"][n], seed)


def fine_tune(body: nn.Module, head: nn.Module, splits: Splits, n: int, seed: int,
              body_rate: float = BODY_RATE) -> nn.Module:
    """Return the body with the trained head on it, both trained further: the body with smaller steps.

    The blocks before the body are frozen and in eval mode, so their maps are computed once. In the body, BatchNorm
    learns its parameters and its statistics, at a pace that suits a few dozen steps.
    """
    set_seed(seed)
    body, head = copy.deepcopy(body).requires_grad_(True), copy.deepcopy(head)
    for layer in body.modules():
        if isinstance(layer, nn.BatchNorm2d):
            layer.momentum = 0.1  # Lite0's own 0.01 follows too slowly
    groups = [{"params": body.parameters(), "lr": body_rate}, {"params": head.parameters(), "lr": TUNED_HEAD_RATE}]
    return fit(nn.Sequential(body, nn.Dropout(0.2), head), torch.optim.AdamW(groups, weight_decay=1e-2), splits,
               EPOCHS["fine-tuning"][n], seed)


def fit(model: nn.Module, optimizer: torch.optim.Optimizer, splits: Splits, n_epochs: int, seed: int,
        augmented: Callable[[Tensor, torch.Generator], Tensor] = lambda x, generator: x) -> nn.Module:
    """Train with rates that fall to 0, and return the model of the epoch that did best on the validation split."""
    (x, y), generator = splits.train, seeded(seed)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, n_epochs)
    best, kept = (-1.0, 0.0), model
    for epoch in range(1, n_epochs + 1):
        model.train()
        for rows in torch.randperm(len(x), generator=generator).split(25 if len(x) < 500 else 50):
            optimizer.zero_grad()
            functional.cross_entropy(model(augmented(x[rows], generator)), y[rows]).backward()
            optimizer.step()
        schedule.step()
        if epoch % max(1, n_epochs // N_LOOKS) and epoch < n_epochs:
            continue
        loss, accuracy = training.evaluate(model, *splits.validation, functional.cross_entropy)
        if (accuracy, -loss) > best:
            best, kept = (accuracy, -loss), copy.deepcopy(model)
    return kept.eval()


def measure_all(seeds: tuple[int, ...] = SEEDS, sizes: tuple[int, ...] = PER_CLASS,
                n_workers: int | None = None) -> dict[str, dict[str, dict[int, list[float]]]]:
    """Return test accuracies, one per seed, by kind of pictures, way of learning and examples per class."""
    jobs = [(kind, seed) for seed in seeds for kind in PICTURES]
    workers = n_workers or min(len(jobs), os.cpu_count() or 1)
    runs = {}
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:  # one thread each: faster than one of two threads
        for job, scores in zip(jobs, pool.map(measure, *zip(*jobs), [sizes] * len(jobs))):
            runs[job] = scores
            print(f"{job[0]}, seed {job[1]}: {scores}", file=sys.stderr, flush=True)
    return {kind: {way: {n: [runs[kind, seed][way][n] for seed in seeds] for n in sizes}
                   for way in runs[kind, seeds[0]]} for kind in PICTURES}


def summary(accuracies: list[float]) -> dict[str, float]:
    """Return mean, lowest and highest of the accuracies of one cell of the table."""
    return {"mean": round(sum(accuracies) / len(accuracies), 3), "min": min(accuracies), "max": max(accuracies)}


def show(figures: dict[str, dict[str, dict[int, list[float]]]]) -> None:
    """Print the table."""
    for kind, ways in figures.items():
        sizes = list(next(iter(ways.values())))
        print(f"\n{kind:<24}", *(f"{f'{n} per class':>22}" for n in sizes))
        for way, scores in ways.items():
            cells = [summary(scores[n]) for n in sizes]
            print(f"{way:<24}", *(f"{c['mean']:>8.3f} ({c['min']:.3f}–{c['max']:.3f})" for c in cells))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="one seed, 5 and 20 examples per class")
    parser.add_argument("--json", action="store_true", help="end with one line of JSON")
    chosen = parser.parse_args()
    figures = measure_all(SEEDS[:1], PER_CLASS[:2]) if chosen.quick else measure_all()
    show(figures)
    if chosen.json:
        print(json.dumps({"pretraining": {kind: {way: {n: summary(scores) | {"seeds": scores}
                                                       for n, scores in rows.items()}
                                                 for way, rows in ways.items()} for kind, ways in figures.items()}}))


if __name__ == "__main__":
    main()
