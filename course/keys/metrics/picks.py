"""Ways to pick a threshold from scores and labels, right and wrong: for `pick-threshold`."""
from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import Tensor

from course.questions.metrics.pick_threshold import Splits

Pick = Callable[[Tensor, Tensor, float], Any]
Way = Callable[[Splits, Splits, float], Any]


def kth(scores: Tensor, k: int) -> float:
    """Return the k-th largest score, counted from 1; the nearest there is."""
    return scores.sort(descending=True).values[min(max(k, 1), len(scores)) - 1].item()


def rank(least: float, n: int) -> int:
    """How many of n must be found, at least; a hair less than whole is whole."""
    return max(1, math.ceil(least * n - 1e-6))


def choose(pick: Pick, *splits: str) -> Way:
    """Return a way that picks from the named splits, joined."""
    return lambda scores, labels, least: pick(
        torch.cat([scores[split] for split in splits]), torch.cat([labels[split] for split in splits]), least)


def on_validation(*picks: Pick) -> tuple[Way, ...]:
    return tuple(choose(pick, "validation") for pick in picks)


def rates(scores: Tensor, labels: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Return every threshold, the highest first, with precision and recall there."""
    steps = scores.unique().flip(0)
    marked = scores >= steps[:, None]
    hits = (marked & (labels == 1)).sum(dim=1).double()
    return steps, hits / marked.sum(dim=1), hits / (labels == 1).sum()


def of_numpy(steps: Tensor) -> float:
    return float(np.array([]).max())


def of_python(steps: Tensor) -> float:
    return max([])


def of_torch(steps: Tensor) -> float:
    return torch.empty(0).max().item()


# What comes of it where no threshold is found: the lowest one, None, or an error.
ENDS: tuple[Callable[[Tensor], Any], ...] = (
    lambda steps: steps[-1].item(), lambda steps: None, lambda steps: 0.0, of_numpy, of_python, of_torch)


def first_where(is_enough: Callable[[Tensor, Tensor, float], Tensor], lowest: bool = False) -> tuple[Pick, ...]:
    """Return ways that go down the thresholds to the first that is enough (or take the last), one for each end."""
    def make(end: Callable[[Tensor], Any]) -> Pick:
        def pick(scores: Tensor, labels: Tensor, least: float) -> Any:
            steps = rates(scores, labels)[0]
            enough = is_enough(scores, labels, least).nonzero().flatten()
            return steps[int(enough[-1 if lowest else 0])].item() if len(enough) else end(steps)
        return pick
    return tuple(map(make, ENDS))


def precision_is_enough(scores: Tensor, labels: Tensor, least: float) -> Tensor:
    return rates(scores, labels)[1] >= least - 1e-6


def recall_exceeds(scores: Tensor, labels: Tensor, least: float) -> Tensor:
    return rates(scores, labels)[2] > least + 1e-6


def share_of_all_is_enough(scores: Tensor, labels: Tensor, least: float) -> Tensor:
    """Hits, divided by all cases."""
    return rates(scores, labels)[2] * (labels == 1).sum() / len(labels) >= least - 1e-6


def recall_above_is_enough(scores: Tensor, labels: Tensor, least: float) -> Tensor:
    """Without the cases at the threshold: the recall of the next threshold up."""
    recall = rates(scores, labels)[2]
    return torch.cat([torch.zeros(1), recall[:-1]]) >= least - 1e-6


def highest(scores: Tensor, labels: Tensor, least: float) -> float:
    positive = scores[labels == 1]
    return kth(positive, rank(least, len(positive)))


def pick_threshold(scores: Splits, labels: Splits, min_recall: float) -> float:
    return highest(scores["validation"], labels["validation"], min_recall)


def of_rank(rule: Callable[[float, int], int]) -> Pick:
    def pick(scores: Tensor, labels: Tensor, least: float) -> float:
        positive = scores[labels == 1]
        return kth(positive, rule(least, len(positive)))
    return pick


def strictly_above(least: float, n: int) -> int:
    return math.floor(least * n + 1e-6) + 1


def neighbor(by: int) -> Pick:
    """The next score of any case beside the right one: up for -1, down for 1."""
    def pick(scores: Tensor, labels: Tensor, least: float) -> float:
        values = scores.unique().flip(0)
        place = int((values == highest(scores, labels, least)).nonzero()[0]) + by
        return values[min(max(place, 0), len(values) - 1)].item()
    return pick


def between(by: int) -> Pick:
    """The middle between the right score and the next one."""
    return lambda *given: (highest(*given) + neighbor(by)(*given)) / 2


def among_all(rule: Callable[[float, int], int]) -> Pick:
    return lambda scores, labels, least: kth(scores, rule(least, len(scores)))


def from_below(rule: Callable[[float, int], int], only: Callable[[Tensor], Tensor]) -> Pick:
    """The k-th smallest score in place of the k-th largest."""
    return lambda scores, labels, least: -kth(-scores[only(labels)], rule(least, int(only(labels).sum())))


def positives(labels: Tensor) -> Tensor:
    return labels == 1


def everybody(labels: Tensor) -> Tensor:
    return labels >= 0


def quantile(at: Callable[[float], float], only: Callable[[Tensor], Tensor] = positives) -> Pick:
    return lambda scores, labels, least: scores[only(labels)].double().quantile(at(least)).item()


def of_steps(n: int) -> Pick:
    """The highest of n even steps from 0 to 1 that finds enough."""
    return lambda *given: math.floor(highest(*given) * n + 1e-6) / n


def best_by(score: Callable[[Tensor, Tensor, Tensor], Tensor]) -> Pick:
    """The threshold at which a score of hits, misses and false alarms is best."""
    def pick(scores: Tensor, labels: Tensor, least: float) -> float:
        steps = rates(scores, labels)[0]
        marked = scores >= steps[:, None]
        hits, false = ((marked & (labels == k)).sum(dim=1).double() for k in (1, 0))
        n_positive = int((labels == 1).sum())
        return steps[int(score(hits, n_positive - hits, false / max(1, len(labels) - n_positive)).argmax())].item()
    return pick


def f1(scores: Tensor, labels: Tensor, least: float) -> float:
    steps, precision, recall = rates(scores, labels)
    return steps[(2 * precision * recall / (precision + recall + 1e-12)).argmax()].item()


def accuracy(scores: Tensor, labels: Tensor, least: float) -> float:
    steps = rates(scores, labels)[0]
    return steps[((scores >= steps[:, None]) == (labels == 1)).double().mean(dim=1).argmax()].item()


def index_of(order: Callable[[Tensor], Tensor]) -> Pick:
    """Where the right score stands in some order of the scores."""
    return lambda scores, labels, least: int(
        (order(scores) == torch.tensor(highest(scores, labels, least))).nonzero()[0])


def recall_there(scores: Tensor, labels: Tensor, least: float) -> float:
    n = int((labels == 1).sum())
    return rank(least, n) / n


def exchanged(scores: Tensor, labels: Tensor, least: float) -> float:
    """What scikit-learn's curves say to scores in place of labels."""
    raise ValueError("continuous format is not supported")


def one_longer(scores: Tensor, labels: Tensor, least: float) -> float:
    return np.zeros(3)[np.zeros(4, dtype=bool)]


def one_longer_in_torch(scores: Tensor, labels: Tensor, least: float) -> float:
    return torch.zeros(3)[torch.zeros(4, dtype=torch.bool)]


def fixed(least: float) -> Pick:
    return lambda scores, labels, _: highest(scores, labels, least)
