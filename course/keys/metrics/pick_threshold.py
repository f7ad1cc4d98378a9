"""The key of `pick-threshold`."""
from __future__ import annotations

import math
from collections.abc import Callable

import torch
from torch import Tensor

from course.checking.key import Key, Misconception, Solution
from course.questions.metrics.pick_threshold import PICK_THRESHOLD, Splits


def kth(scores: Tensor, k: int) -> float:
    """Return the k-th largest score, counted from 1; the nearest there is."""
    return scores.sort(descending=True).values[min(max(k, 1), len(scores)) - 1].item()


def rank(least: float, n: int) -> int:
    """How many of n must be found, at least; a hair less than whole is whole."""
    return max(1, math.ceil(least * n - 1e-6))


def choose(pick: Callable[[Tensor, Tensor, float], float], *splits: str) -> Callable[[Splits, Splits, float], float]:
    """Return a way that picks from the named splits, joined."""
    return lambda scores, labels, least: pick(
        torch.cat([scores[split] for split in splits]), torch.cat([labels[split] for split in splits]), least)


def on_validation(pick: Callable[[Tensor, Tensor, float], float]) -> Callable[[Splits, Splits, float], float]:
    return choose(pick, "validation")


def highest(scores: Tensor, labels: Tensor, least: float) -> float:
    positive = scores[labels == 1]
    return kth(positive, rank(least, len(positive)))


def strictly_above(scores: Tensor, labels: Tensor, least: float) -> float:
    positive = scores[labels == 1]
    return kth(positive, math.floor(least * len(positive) + 1e-6) + 1)


def shifted(by: int) -> Callable[[Tensor, Tensor, float], float]:
    def pick(scores: Tensor, labels: Tensor, least: float) -> float:
        positive = scores[labels == 1]
        return kth(positive, rank(least, len(positive)) + by)
    return pick


def neighbour(by: int) -> Callable[[Tensor, Tensor, float], float]:
    """The next score of any case beside the right one: up for -1, down for 1."""
    def pick(scores: Tensor, labels: Tensor, least: float) -> float:
        values = scores.unique().flip(0)
        place = int((values == highest(scores, labels, least)).nonzero()[0]) + by
        return values[min(max(place, 0), len(values) - 1)].item()
    return pick


def rounded_down(scores: Tensor, labels: Tensor, least: float) -> float:
    positive = scores[labels == 1]
    return kth(positive, math.floor(least * len(positive)))


def rounded(scores: Tensor, labels: Tensor, least: float) -> float:
    positive = scores[labels == 1]
    return kth(positive, round(least * len(positive)))


def over_all_cases(scores: Tensor, labels: Tensor, least: float) -> float:
    return kth(scores, rank(least, len(scores)))


def lowest_that_reaches(scores: Tensor, labels: Tensor, least: float) -> float:
    return scores.min().item()


def quantile(scores: Tensor, labels: Tensor, least: float) -> float:
    return scores[labels == 1].double().quantile(1 - least).item()


def rates(scores: Tensor, labels: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Return every threshold, the highest first, with precision and recall there."""
    steps = scores.unique().flip(0)
    marked = scores >= steps[:, None]
    hits = (marked & (labels == 1)).sum(dim=1).double()
    return steps, hits / marked.sum(dim=1), hits / (labels == 1).sum()


def of_steps(n: int) -> Callable[[Tensor, Tensor, float], float]:
    """The highest of n even steps from 0 to 1 that finds enough."""
    def pick(scores: Tensor, labels: Tensor, least: float) -> float:
        return math.floor(highest(scores, labels, least) * n + 1e-6) / n
    return pick


def best_f1(scores: Tensor, labels: Tensor, least: float) -> float:
    steps, precision, recall = rates(scores, labels)
    return steps[(2 * precision * recall / (precision + recall + 1e-12)).argmax()].item()


def by_precision(scores: Tensor, labels: Tensor, least: float) -> float:
    steps, precision, _ = rates(scores, labels)
    enough = precision >= least - 1e-6
    return steps[int(enough.nonzero()[0])].item() if enough.any() else steps[-1].item()


def recall_there(scores: Tensor, labels: Tensor, least: float) -> float:
    n = int((labels == 1).sum())
    return rank(least, n) / n


PICK_THRESHOLD_KEY = Key(PICK_THRESHOLD, (
    Solution(
        PICK_THRESHOLD["pick_threshold"], on_validation(highest),
        (
            Misconception(
                "one-half",
                "0.5 is where a probability tips, and every library starts there. But the goal is a recall, and the "
                "scores decide at which threshold it is reached. Go down through the positives' scores until enough "
                "are found.",
                (lambda scores, labels, least: 0.5,),
            ),
            Misconception(
                "chosen-on-test",
                "The test split will be judged, so it is tempting to fit the threshold to it. Then it can no longer "
                "say how the threshold does on cases that nobody has seen. Choose on `\"validation\"`.",
                (choose(highest, "test"),),
            ),
            Misconception(
                "chosen-on-both",
                "More cases give a steadier choice. But the test split took part in it, so it cannot judge it any "
                "more. Choose on `\"validation\"` alone.",
                (choose(highest, "validation", "test"),),
            ),
            Misconception(
                "stops-one-too-early",
                "You are one case away: at your threshold the recall is still below `min_recall`. Rounding down, or "
                "an index that starts from 0, does that. Compute the recall at your threshold and go on to the first "
                "that is enough.",
                (on_validation(rounded_down), on_validation(rounded), on_validation(shifted(-1)),
                 on_validation(neighbour(-1))),
            ),
            Misconception(
                "goes-one-too-far",
                "The recall is reached, but a higher threshold reaches it too, with fewer false alarms. `>` where `>=` "
                "is due does that, or an index that is one too large. Take the first that is enough.",
                (on_validation(strictly_above), on_validation(shifted(1)), on_validation(neighbour(1))),
            ),
            Misconception(
                "lowest-threshold",
                "At the lowest threshold everything is found, so the recall is reached. But everything else is marked "
                "too. Of all thresholds that reach it, take the highest.",
                (on_validation(lowest_that_reaches), lambda scores, labels, least: 0.0),
            ),
            Misconception(
                "all-cases-for-positives",
                "The step from share to rank is right, but recall counts the positives only: of those that are there, "
                "how many are found. Leave the negatives' scores out.",
                (on_validation(over_all_cases),),
            ),
            Misconception(
                "step-of-a-grid",
                "Even steps find enough, and they were fine for a cost. But a score between two steps is a higher "
                "threshold that finds as many. Try the scores themselves, from the highest down.",
                (on_validation(of_steps(100)), on_validation(of_steps(20))),
            ),
            Misconception(
                "interpolated-quantile",
                "A quantile of the positives' scores is nearly it. But it lies between two scores where the count "
                "asks for a whole case. Take the score of the case itself.",
                (on_validation(quantile),),
            ),
            Misconception(
                "recall-for-threshold",
                "Recall and threshold both go from 0 to 1, and that is all they share. One is counted, the other is "
                "a score. Return the score from which on a case is called positive.",
                (lambda scores, labels, least: least, on_validation(recall_there)),
            ),
            Misconception(
                "best-f1",
                "The threshold with the best F1 is a good choice where both mistakes cost the same. Here a recall is "
                "asked for. Take the highest threshold that reaches it.",
                (on_validation(best_f1),),
            ),
            Misconception(
                "precision-for-recall",
                "Precision was asked whether it is high enough. But the goal is that few are missed. Divide the hits "
                "by the positives that are there.",
                (on_validation(by_precision),),
            ),
        ),
    ),
))
