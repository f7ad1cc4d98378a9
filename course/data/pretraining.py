"""What pretraining buys, as measured by `benchmarks/pretraining.py`: too long to measure in a lesson."""
from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pandas import DataFrame

PER_CLASS = (5, 20, 100)  # training examples per class
# By kind of pictures and way of learning: test accuracies, a row for each of `PER_CLASS`, a column for each of 3 seeds.
_MEASURED = {
    "photographs": {
        "most frequent class": ((0.100, 0.100, 0.100), (0.100, 0.100, 0.100), (0.100, 0.100, 0.100)),
        "linear layer on pixels": ((0.166, 0.132, 0.176), (0.174, 0.148, 0.174), (0.154, 0.162, 0.160)),
        "small CNN from scratch": ((0.648, 0.658, 0.738), (0.798, 0.810, 0.836), (0.846, 0.862, 0.864)),
        "Lite0 frozen, new head": ((0.788, 0.862, 0.840), (0.884, 0.904, 0.874), (0.910, 0.914, 0.896)),
        "Lite0 fine-tuned": ((0.826, 0.850, 0.870), (0.888, 0.902, 0.870), (0.910, 0.928, 0.902)),
    },
    "digits": {
        "most frequent class": ((0.100, 0.100, 0.100), (0.100, 0.100, 0.100), (0.100, 0.100, 0.100)),
        "linear layer on pixels": ((0.704, 0.674, 0.708), (0.862, 0.784, 0.830), (0.902, 0.856, 0.872)),
        "small CNN from scratch": ((0.872, 0.872, 0.886), (0.950, 0.910, 0.970), (0.974, 0.972, 0.958)),
        "Lite0 frozen, new head": ((0.674, 0.590, 0.630), (0.816, 0.796, 0.796), (0.898, 0.868, 0.882)),
        "Lite0 fine-tuned": ((0.746, 0.708, 0.758), (0.896, 0.876, 0.908), (0.944, 0.954, 0.938)),
    },
}
PRETRAINING = {kind: {way: dict(zip(PER_CLASS, rows)) for way, rows in ways.items()}
               for kind, ways in _MEASURED.items()}  # as `plots.learning_curves` takes it

# What of Lite0 learns from 300 digits: accuracy on 500 others, and seconds of one core, by `benchmarks/freezing.py`.
FREEZING = {
    "random, all frozen": (0.208, 1.5),
    "pretrained, all frozen": (0.840, 0.9),
    "pretrained, last 3 blocks train": (0.884, 6.7),
    "pretrained, everything trains": (0.914, 13.8),
}


def pretraining_table(kind: str) -> DataFrame:
    """Return mean test accuracies with their lowest and highest, a row for each way of learning.

    Args:
        kind: "photographs" or "digits".

    Raises:
        ValueError: nothing was measured on this kind of pictures.

    >>> pretraining_table("digits").loc["Lite0 fine-tuned", "20 per class"]
    '0.89 (0.88–0.91)'
    """
    import pandas as pd

    if kind not in PRETRAINING:
        raise ValueError(f"pretraining_table: expected one of {', '.join(PRETRAINING)}, got {kind!r}. "
                         "Correct the name.")
    return pd.DataFrame({f"{n} per class": {way: _said(runs[n]) for way, runs in PRETRAINING[kind].items()}
                         for n in PER_CLASS})


def _said(runs: tuple[float, ...]) -> str:
    return f"{sum(runs) / len(runs):.2f} ({min(runs):.2f}–{max(runs):.2f})"
