"""The key of `pick-threshold`."""
from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor

from course.checking.facts import Fact, numeric
from course.checking.key import Key, Misconception, Solution
from course.keys.metrics.drawings import draw_scores
from course.questions.metrics.pick_threshold import PICK_THRESHOLD, Splits

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


HINTS: dict[str, tuple[str, Sequence[Way]]] = {
    "one-half": (
        "0.5 is where a probability tips, and every library starts there. But the goal is a recall, and the scores "
        "decide at which threshold it's reached. Go down through the scores until enough positives are found.",
        (lambda scores, labels, least: 0.5,),
    ),
    "chosen-on-test": (
        "You chose on the test split. It's meant to say how the threshold does on cases that took no part in the "
        "choice, and it can't do that now. Choose on `\"validation\"`.",
        (choose(highest, "test"),),
    ),
    "chosen-on-both": (
        "More cases make a steadier choice. But now the test split took part in it, so it can't judge it anymore. "
        "Choose on `\"validation\"` alone.",
        (choose(highest, "validation", "test"),),
    ),
    "stops-one-too-early": (
        "You're one case away: the recall at your threshold is still below `min_recall` in some cases. Rounding down, "
        "or an index that's off by one, does that. Compute the recall at your threshold, and go on to the first that's "
        "enough.",
        on_validation(of_rank(lambda least, n: math.floor(least * n)), of_rank(lambda least, n: round(least * n)),
                      of_rank(lambda least, n: rank(least, n) - 1), neighbor(-1)),
    ),
    "recall-must-exceed": (
        "At least `min_recall` may be exactly that: with 3 of 4 found, 0.75 is reached. You asked for more than "
        "that, which takes a lower threshold, and there's none where all must be found. Which comparison includes "
        "equality?",
        on_validation(of_rank(strictly_above), *first_where(recall_exceeds)),
    ),
    "goes-one-too-far": (
        "The recall is reached, but a higher threshold reaches it, too. Two things do that: not counting the case at "
        "the threshold (`>` for `>=`), or an index that's off by one. Take the first that's enough.",
        on_validation(of_rank(lambda least, n: rank(least, n) + 1), neighbor(1), *first_where(recall_above_is_enough)),
    ),
    "all-found": (
        "That's the lowest score of a positive: here the last of them is found. You only need `min_recall` of them, "
        "and a higher threshold gives fewer false alarms.",
        on_validation(of_rank(lambda least, n: n)),
    ),
    "lowest-threshold": (
        "At the lowest threshold all are found, so the recall is reached. But everything else is marked, too. Of all "
        "the thresholds that reach it, take the highest. (Thresholds of scikit-learn's curves go up, and recall goes "
        "down.)",
        (*on_validation(lambda scores, labels, least: scores.min().item()), lambda scores, labels, least: 0.0),
    ),
    "highest-of-all": (
        "That's the highest score of all. At that threshold at most one or two cases are marked. (Did you count the "
        "scores below it as positive?) Go down from there until enough positives are found.",
        on_validation(lambda scores, labels, least: scores.max().item()),
    ),
    "from-the-wrong-end": (
        "You counted from the lowest score up. A case is called positive at the threshold or above, so the positives "
        "with the highest scores are found first. Count from the top down.",
        on_validation(from_below(rank, positives), from_below(lambda least, n: math.floor(least * n) + 1, positives),
                      quantile(lambda least: least)),
    ),
    "divided-by-all-cases": (
        "You divided the positives that are found by all cases. That share stays far below the recall, and often "
        "never gets to `min_recall`. Recall asks: of the positives that are there, how many are found?",
        on_validation(*first_where(share_of_all_is_enough)),
    ),
    "all-cases-for-positives": (
        "Going from a share to a place in the sorted scores is right. But recall is about the positives only: of those "
        "that are there, how many are found? Leave out the scores of the negatives.",
        on_validation(*map(among_all, (rank, lambda least, n: math.floor(least * n), lambda least, n: round(least * n),
                                       strictly_above)),
                      from_below(rank, everybody), quantile(lambda least: 1 - least, everybody),
                      quantile(lambda least: least, everybody)),
    ),
    "negatives-for-positives": (
        "You looked at the negatives' scores, label 0. Recall is about the positives: of the cases with label 1, how "
        "many have a score at the threshold or above?",
        on_validation(lambda scores, labels, least: highest(scores, 1 - labels, least)),
    ),
    "precision-for-recall": (
        "You asked whether the precision is high enough: of the cases that are marked, how many are positive. The "
        "goal is that few are missed. (`precision_recall_curve` returns precisions first, then recalls.)",
        on_validation(*first_where(precision_is_enough), *first_where(precision_is_enough, lowest=True)),
    ),
    "step-of-a-grid": (
        "Even steps find enough, and they were fine for a cost. But a score between two steps is a higher threshold "
        "that finds as many. Try the scores themselves, from the highest down.",
        on_validation(*map(of_steps, (100, 20, 10, 1000))),
    ),
    "interpolated-quantile": (
        "A quantile of the positives' scores is nearly it. But it may lie between two scores, or a case away, since it "
        "interpolates. Take the score of the case itself.",
        on_validation(quantile(lambda least: 1 - least)),
    ),
    "between-two-scores": (
        "You found the place, but this is the middle between two scores. The question asks for one of the scores, the "
        "highest at which the recall is reached.",
        on_validation(between(1), between(-1)),
    ),
    "index-for-score": (
        "That's a place in a list, not a threshold. Take the score that stands there.",
        on_validation(index_of(lambda scores: scores), index_of(lambda scores: scores.unique()),
                      index_of(lambda scores: scores.sort(descending=True).values),
                      lambda scores, labels, least: rank(least, int((labels == 1).sum())),
                      lambda scores, labels, least: rank(least, int((labels == 1).sum())) - 1),
    ),
    "recall-for-threshold": (
        "Recall and threshold both go from 0 to 1, and that's all they share. One is counted, the other is a score. "
        "Return the score from which on a case is called positive.",
        (lambda scores, labels, least: least, lambda scores, labels, least: 1 - least, *on_validation(recall_there)),
    ),
    "another-recall": (
        "Your answer is right for a recall of 90%, the goal in the lesson. But how much is wanted comes in as "
        "`min_recall`. Use it in place of your own number.",
        on_validation(fixed(0.9)),
    ),
    "best-of-another-score": (
        "That threshold is the best by another score: F1, accuracy, or recall minus the false positive rate. They're "
        "fine where both mistakes matter. Here a recall is asked for: take the highest threshold that reaches it.",
        on_validation(f1, accuracy, best_by(lambda hits, misses, false: hits / (hits + misses) - false)),
    ),
    "curve-arguments-exchanged": (
        "\"Continuous\" is what scikit-learn calls numbers with a decimal point, and it expected labels there. In all "
        "of its metrics the labels come first, then what the model says.",
        on_validation(exchanged),
    ),
    "curve-is-one-longer": (
        "Precisions and recalls have one entry more than the thresholds: the last one belongs to no threshold. Leave "
        "that one out, then entries i belong together.",
        on_validation(one_longer, one_longer_in_torch),
    ),
}


def draw(arguments: tuple[Splits, Splits, float], came: Fact) -> str:
    """Return the validation split with the threshold that came and the right one."""
    scores, labels, least = arguments
    came_as = numeric(came)
    yours = came_as.item() if came_as is not None and came_as.numel() == 1 and came_as.isfinite().all() else None
    given = scores["validation"], labels["validation"]
    return draw_scores(*given, yours, highest(*given, least))


PICK_THRESHOLD_KEY = Key(PICK_THRESHOLD, (
    Solution(
        PICK_THRESHOLD["pick_threshold"], pick_threshold,
        tuple(Misconception(name, hint, tuple(ways)) for name, (hint, ways) in HINTS.items()), picture=draw,
    ),
))
