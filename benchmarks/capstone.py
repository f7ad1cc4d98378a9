"""Measure what each idea of the capstone is worth: all of them together, all but one, and none but the obvious one.

    python benchmarks/capstone.py            a table, after some minutes of processor time, on all cores
    python benchmarks/capstone.py --json     the same; the last line is one JSON object

Each row is learned anew with each seed and judged by 2,000 scanned digits, those that two classes would get. The way of
the reference is that of lesson 6. Points are those that the mean macro-F1 of a row would earn.
"""
from __future__ import annotations

import argparse
import json
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional
from torchvision import transforms

from course import backbones, capstone
from course.data import Digits
from course.device import set_seed
from course.keys.capstone.scanner import scanned

SEEDS, CLASSES = (0, 1), (777, 778)  # of training; of the digits that two classes get
POINTS, EPOCHS, COPIES = 16, 8, 4


class Ideas(NamedTuple):
    """Which ideas are used: by default those of the reference, which just reaches full points."""

    halfway: bool = True  # cut Lite0 halfway and keep the places; else its pooled end
    cleaning: bool = True  # take away paper and ruled lines, and bring ink to one level
    slant: bool = True  # slant copies as far as the worn digits are slanted; else up to 15 degrees either way
    paper: bool = True  # put them on gray ruled paper in faint ink, with specks, blur and noise
    copies: bool = True  # four different copies of each digit, not one
    head: bool = True  # a convolution and a hidden layer with dropout; else one linear layer
    views: bool = True  # average what it says of a digit and of the same digit moved by a pixel
    bending: bool = False  # bend copies, too: a little more, and slow
    unlabeled: bool = False  # learn also from the unlabeled digits that it is sure of: hardly more


ROWS = {"all ideas": Ideas()} | {
    f"{'without' if used else 'and'} {name}": Ideas()._replace(**{name: not used})
    for name, used in Ideas()._asdict().items()
} | {"only RandomAffine(15)": Ideas(*[False] * 9), "nothing": None}
SLANTED = transforms.RandomAffine(12, translate=(0.06, 0.06), scale=(0.83, 1.2), shear=(10, 40, -5, 5))
BENT = transforms.ElasticTransform(alpha=30.0, sigma=4.0)
BELL = torch.tensor([1.0, 2.0, 1.0])


def uniform(n: int, low: float, high: float) -> Tensor:
    """Return a number for each picture, (n, 1, 1, 1)."""
    return low + (high - low) * torch.rand(n, 1, 1, 1)


def on_paper(x: Tensor) -> Tensor:
    """Return digits, (n, 1, 28, 28), on gray ruled paper in faint ink, with specks, blur and noise."""
    n, places = len(x), torch.arange(28)
    down = (places[:, None] - uniform(n, 0, 13)) % uniform(n, 8, 12)
    lines = (down < 1.3) * (uniform(n, 0, 1) < 0.85) * uniform(n, 0.6, 1)
    specks = 0.9 * (torch.rand(x.shape) < 6 / 784)
    x = torch.maximum(x, torch.maximum(lines, specks))
    x = torch.lerp(x, transforms.GaussianBlur(5, 1.0)(x), uniform(n, 0, 1))
    across = uniform(n, -0.12, 0.12) * (places - 13.5) / 13.5
    paper = uniform(n, 0.05, 0.35) + across + uniform(n, -0.12, 0.12) * (places[:, None] - 13.5) / 13.5
    x = paper + uniform(n, 0.33, 0.8) * x * (1 - paper)
    return (x + uniform(n, 0.03, 0.1) * torch.randn(x.shape)).clamp(0, 1)


def imitated(x: Tensor, ideas: Ideas) -> Tensor:
    """Return a copy of clean digits that looks as the scanner's do, as far as the ideas go."""
    affine = SLANTED if ideas.slant else transforms.RandomAffine(15)
    x = torch.stack([affine(picture) for picture in x])
    if ideas.bending:
        x = torch.cat([BENT(few) for few in x.split(8)])
    return on_paper(x) if ideas.paper else x


def cleaned(x: Tensor) -> Tensor:
    """Return digits with white paper, without ruled lines, and with ink of one level."""
    x = x - x.median(dim=3, keepdim=True).values  # a row's median is its paper, or the line that runs across it
    x = functional.conv2d(x, (BELL[:, None] * BELL / 16)[None, None], padding=1)
    return (x / (x.flatten(1).quantile(0.97, dim=1)[:, None, None, None] + 1e-3)).clamp(0, 1.2)


@torch.inference_mode()
def see(x: Tensor, ideas: Ideas, lite0: nn.Module) -> Tensor:
    """Return what frozen Lite0 makes of digits: (n, 24, 7, 7), or (n, 1280, 1, 1) at its end."""
    net, side = (lite0.features[:3], 28) if ideas.halfway else (nn.Sequential(lite0.features, lite0.avgpool), 48)
    x = functional.interpolate(cleaned(x) if ideas.cleaning else x, (side, side), mode="bilinear")
    seen = [net(few.expand(-1, 3, -1, -1).sub(127 / 255).div(128 / 255)) for few in x.split(100)]
    return torch.cat(seen).clone()


def new_head(shape: torch.Size, ideas: Ideas) -> nn.Module:
    """Return an untrained head for features of a shape, (channels, height, width)."""
    channels, side, _ = shape
    if not ideas.head:
        return nn.Sequential(nn.Flatten(), nn.BatchNorm1d(shape.numel(), affine=False), nn.Linear(shape.numel(), 10))
    size = 3 if side > 3 else 1
    width = 48 * (side - size + 1) ** 2
    return nn.Sequential(nn.BatchNorm2d(channels, affine=False), nn.Conv2d(channels, 48, size), nn.BatchNorm2d(48),
                         nn.ReLU(), nn.Flatten(), nn.Dropout(0.4), nn.Linear(width, 96), nn.ReLU(), nn.Dropout(0.4),
                         nn.Linear(96, 10))


def train(head: nn.Module, f: Tensor, y: Tensor, n_epochs: int, lr: float) -> None:
    """Train a head on features with a learning rate that rises and then falls to nothing."""
    adam = torch.optim.AdamW(head.parameters(), lr=lr)
    schedule = torch.optim.lr_scheduler.OneCycleLR(adam, lr, total_steps=n_epochs * -(-len(f) // 128))
    head.train()
    for _ in range(n_epochs):
        for rows in torch.randperm(len(f)).split(128):
            adam.zero_grad()
            functional.cross_entropy(head(f[rows]), y[rows]).backward()
            adam.step()
            schedule.step()
    head.eval()


def views(x: Tensor, ideas: Ideas) -> list[Tensor]:
    """Return digits as they are, and moved by a pixel in each direction."""
    moves = ((0, 0), (1, 0), (-1, 0), (0, 1), (0, -1)) if ideas.views else ((0, 0),)
    return [x.roll(move, dims=(2, 3)) for move in moves]


@torch.no_grad()
def probabilities(head: nn.Module, x: Tensor, ideas: Ideas, lite0: nn.Module) -> Tensor:
    """Return how sure a head is of each class, (n, 10), on average over views."""
    return torch.stack([head(see(view, ideas, lite0)).softmax(dim=1) for view in views(x, ideas)]).mean(dim=0)


def learn(x: Tensor, y: Tensor, unlabeled: Tensor, ideas: Ideas, lite0: nn.Module) -> nn.Module:
    """Return a head trained on imitated copies of clean digits and, if so wished, on unlabeled scanned ones."""
    n_copies = COPIES if ideas.copies else 1
    f = see(torch.cat([imitated(x, ideas) for _ in range(n_copies)]), ideas, lite0)
    y, head = y.repeat(n_copies), new_head(f.shape[1:], ideas)
    train(head, f, y, EPOCHS * COPIES // n_copies, 4e-3)
    if ideas.unlabeled:
        sure, says = probabilities(head, unlabeled, ideas, lite0).max(dim=1)
        moved = [see(view, ideas, lite0)[sure > 0.9] for view in views(unlabeled, ideas._replace(views=True))[:3]]
        train(head, torch.cat([f, *moved]), torch.cat([y, says[sure > 0.9].repeat(3)]), 3, 2e-3)
    return head


def score(ideas: Ideas | None, seed: int) -> float:
    """Return the mean macro-F1 on the digits of two classes of one way of learning; None learns from clean digits."""
    torch.set_num_threads(1)
    set_seed(seed)
    x, y = capstone.given().train
    lite0 = backbones.efficientnet_lite0(weights="DEFAULT").eval()
    found, head = [], None
    for digits in (scanned(one) for one in CLASSES):
        if ideas is None:
            head = nn.Sequential(nn.Flatten(), nn.BatchNorm1d(1280, affine=False), nn.Linear(1280, 10))
            train(head, see(x, Ideas(*[False] * 9), lite0), y, EPOCHS * COPIES, 4e-3)
            found.append(judged(head, digits, Ideas(*[False] * 9), lite0))
        else:
            head = head if head and not ideas.unlabeled else learn(x, y, digits.x, ideas, lite0)
            found.append(judged(head, digits, ideas, lite0))
    return sum(found) / len(found)


def judged(head: nn.Module, digits: Digits, ideas: Ideas, lite0: nn.Module) -> float:
    """Return the macro-F1 of a head on scanned digits."""
    return capstone.macro_f1(digits.y, probabilities(head, digits.x, ideas, lite0).argmax(dim=1))


def points(f1: float) -> float:
    """Return the points that a macro-F1 would earn."""
    return round(POINTS * min(max((f1 - capstone.BAD) / (capstone.GOOD - capstone.BAD), 0), 1), 1)


def measure(rows: list[str] | None = None, seeds: tuple[int, ...] = SEEDS) -> dict[str, dict[str, float | list[float]]]:
    """Return for each row its macro-F1 with each seed, their mean, and the points that the mean would earn."""
    names = list(ROWS) if rows is None else rows
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        found = {name: [pool.submit(score, ROWS[name], seed) for seed in seeds] for name in names}
        scores = {name: [round(one.result(), 4) for one in runs] for name, runs in found.items()}
    means = {name: round(sum(runs) / len(runs), 4) for name, runs in scores.items()}
    return {name: {"macro_f1": runs, "mean": means[name], "points": points(means[name])}
            for name, runs in scores.items()}


def show(found: dict) -> None:
    """Print what was measured as a table."""
    print(f"{'macro-F1 on scanned digits':<28}{'mean':>8}{'points':>8}   with each seed")
    for name, row in found.items():
        seeds = "  ".join(f"{f1:.3f}" for f1 in row["macro_f1"])
        print(f"{name:<28}{row['mean']:>8.3f}{row['points']:>8.1f}   {seeds}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rows", nargs="*", help="names of rows; without any, all")
    parser.add_argument("--json", action="store_true", help="end with one line of JSON")
    chosen = parser.parse_args()
    if unknown := set(chosen.rows) - set(ROWS):
        parser.error(f"expected some of {', '.join(ROWS)}, got {', '.join(sorted(unknown))}")
    found = measure(chosen.rows or None)
    show(found)
    if chosen.json:
        print(json.dumps({"capstone": found}))


if __name__ == "__main__":
    main()
