"""Scores of classes and their averages, right and wrong, of a data set that comes in batches: for `averages`."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor

Batches = Sequence[tuple[Tensor, Tensor]]
Score = Callable[[Tensor, Tensor, int], Any]  # targets, predictions, number of classes
PerClass = Callable[[Tensor, Tensor, int], Tensor]
Way = Callable[[Batches, int], Any]


def count(targets: Tensor, says: Tensor, n_classes: int) -> tuple[Tensor, Tensor, Tensor]:
    """Return hits, actual cases and predicted cases of each class, (n_classes,) each."""
    hits, actual, predicted = (torch.bincount(classes, minlength=n_classes).double()
                               for classes in (targets[targets == says], targets, says))
    return hits, actual, predicted


def precision(targets: Tensor, says: Tensor, n_classes: int) -> Tensor:
    hits, _, predicted = count(targets, says, n_classes)
    return hits / predicted.clamp(min=1)


def recall(targets: Tensor, says: Tensor, n_classes: int) -> Tensor:
    hits, actual, _ = count(targets, says, n_classes)
    return hits / actual.clamp(min=1)


def f1(targets: Tensor, says: Tensor, n_classes: int) -> Tensor:
    hits, actual, predicted = count(targets, says, n_classes)
    return 2 * hits / (actual + predicted).clamp(min=1)


def arithmetic(targets: Tensor, says: Tensor, n_classes: int) -> Tensor:
    return (precision(targets, says, n_classes) + recall(targets, says, n_classes)) / 2


def overlap(targets: Tensor, says: Tensor, n_classes: int) -> Tensor:
    hits, actual, predicted = count(targets, says, n_classes)
    return hits / (actual + predicted - hits).clamp(min=1)


def one_against_all(targets: Tensor, says: Tensor, n_classes: int) -> Tensor:
    hits, actual, predicted = count(targets, says, n_classes)
    return 1 - (actual + predicted - 2 * hits) / len(targets)


def everywhere(hits: Tensor, actual: Tensor, predicted: Tensor) -> Tensor:
    return torch.ones_like(hits, dtype=torch.bool)


def present(hits: Tensor, actual: Tensor, predicted: Tensor) -> Tensor:
    return actual + predicted > 0


def ever_predicted(hits: Tensor, actual: Tensor, predicted: Tensor) -> Tensor:
    return predicted > 0


AMONG = (everywhere, present, ever_predicted, lambda hits, actual, predicted: actual > 0,
         lambda hits, actual, predicted: hits > 0)  # which classes a mean is taken over


def macro_of(per_class: PerClass, among: Callable[..., Tensor] = everywhere) -> Score:
    def mean(targets: Tensor, says: Tensor, n_classes: int) -> float:
        kept = among(*count(targets, says, n_classes))
        return per_class(targets, says, n_classes)[kept].mean().item()
    return mean


def weighted_of(per_class: PerClass, among: Callable[..., Tensor] = everywhere) -> Score:
    def mean(targets: Tensor, says: Tensor, n_classes: int) -> float:
        _, actual, _ = counts = count(targets, says, n_classes)
        weights = actual * among(*counts)
        return (per_class(targets, says, n_classes) * weights).sum().item() / weights.sum().item()
    return mean


def micro(targets: Tensor, says: Tensor, n_classes: int) -> float:
    return (targets == says).double().mean().item()


def micro_without_class_0(targets: Tensor, says: Tensor, n_classes: int) -> float:
    hits, actual, said = (counts[1:].sum() for counts in count(targets, says, n_classes))
    return (2 * hits / (actual + said)).item()


def micro_overlap(targets: Tensor, says: Tensor, n_classes: int) -> float:
    hits = (targets == says).sum().item()
    return hits / (2 * len(targets) - hits)


def but_the_first(hits: Tensor, actual: Tensor, predicted: Tensor) -> Tensor:
    return torch.arange(len(hits)) > 0


def f1_of_the_averages(targets: Tensor, says: Tensor, n_classes: int) -> float:
    p, r = precision(targets, says, n_classes).mean(), recall(targets, says, n_classes).mean()
    return (2 * p * r / (p + r)).item()


def weighted_by_predictions(targets: Tensor, says: Tensor, n_classes: int) -> float:
    _, _, weights = count(targets, says, n_classes)
    return (f1(targets, says, n_classes) * weights).sum().item() / weights.sum().item()


def weighted_by_rarity(targets: Tensor, says: Tensor, n_classes: int) -> float:
    _, actual, _ = count(targets, says, n_classes)
    weights = (actual > 0) / actual.clamp(min=1)
    return (f1(targets, says, n_classes) * weights).sum().item() / weights.sum().item()


def weighted_sum(targets: Tensor, says: Tensor, n_classes: int) -> float:
    return (f1(targets, says, n_classes) * count(targets, says, n_classes)[1]).sum().item()


def weighted_sum_by_classes(targets: Tensor, says: Tensor, n_classes: int) -> float:
    return weighted_sum(targets, says, n_classes) / n_classes


def binary_by_default(targets: Tensor, says: Tensor, n_classes: int) -> float:
    """What `f1_score` gives where no average is named."""
    if torch.cat([targets, says]).max() > 1:
        raise ValueError("Target is multiclass but average='binary'. Please choose another average setting, one of "
                         "[None, 'micro', 'macro', 'weighted'].")
    return f1(targets, says, 2)[1].item()


def joined(batches: Batches) -> tuple[Tensor, Tensor]:
    return torch.cat([targets for targets, _ in batches]), torch.cat([says for _, says in batches])


def at_once(score: Score) -> Way:
    return lambda batches, n_classes: score(*joined(batches), n_classes)


def of_some(score: Score, which: slice) -> Way:
    return lambda batches, n_classes: score(*joined(batches[which]), n_classes)


def batch_by_batch(score: Score, join: Callable[[list[float]], float]) -> Way:
    return lambda batches, n_classes: join([score(*batch, n_classes) for batch in batches])


def mean_of_batches(score: Score, by_size: bool = False) -> Way:
    def mean(batches: Batches, n_classes: int) -> float:
        sizes = [len(says) if by_size else 1 for _, says in batches]
        return sum(size * score(*batch, n_classes) for size, batch in zip(sizes, batches)) / sum(sizes)
    return mean


def _not_joined(batches: Batches, n_classes: int) -> float:
    """What `f1_score` makes of two tuples of tensors."""
    raise ValueError("unknown is not supported")


STACKED: tuple[Way, ...] = (
    lambda batches, n_classes: torch.stack([targets for targets, _ in batches]),
    lambda batches, n_classes: torch.tensor([targets.tolist() for targets, _ in batches]),
    lambda batches, n_classes: np.stack([targets.numpy() for targets, _ in batches]),
)
PAIRS: tuple[Way, ...] = (lambda batches, n_classes: torch.cat(batches),)
NOT_JOINED: tuple[Way, ...] = (_not_joined,)
