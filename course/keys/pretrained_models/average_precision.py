"""The key of `average-precision`."""
from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

from course.checking.key import Key, Misconception, Solution
from course.keys.pretrained_models.drawings import draw_steps
from course.questions.pretrained_models.average_precision import AVERAGE_PRECISION


def surest_first(scores: Tensor) -> Tensor:
    return scores.argsort(descending=True)


def curve(is_hit: Tensor, n_objects: int) -> tuple[Tensor, Tensor]:
    """Return precision and recall after each detection."""
    found = is_hit.cumsum(0)
    return found / torch.arange(1, len(is_hit) + 1), found / n_objects


def at_hits(is_hit: Tensor, n_objects: int) -> Tensor:
    return curve(is_hit, n_objects)[0][is_hit].sum() / n_objects


def ranked(area: Callable = at_hits, order: Callable = surest_first, empty: Callable | None = None) -> Callable:
    """Return a way: put the hits in order, and make one number of them; `empty` stands in where there are none."""
    def average_precision(scores: Tensor, is_hit: Tensor, n_objects: int) -> float:
        if empty is not None and not len(scores):
            return empty()
        return float(area(is_hit[order(scores)], n_objects))
    return average_precision


def zero() -> float:
    return 0.0


def or_zero(area: Callable) -> tuple[Callable, Callable]:
    """The same formula with and without a guard for no detections."""
    return ranked(area), ranked(area, empty=zero)


def over_hits(is_hit: Tensor, n_objects: int) -> Tensor:
    return curve(is_hit, n_objects)[0][is_hit].mean()


def over_hits_or_zero(is_hit: Tensor, n_objects: int) -> float:
    return over_hits(is_hit, n_objects).item() if is_hit.any() else 0.0


def trapezoids(start: float | None) -> Callable:
    """The area under straight lines from point to point, from recall 0 on if a precision is given there."""
    def area(is_hit: Tensor, n_objects: int) -> Tensor:
        precision, recall = curve(is_hit, n_objects)
        if start is not None:
            precision, recall = torch.cat([torch.tensor([start]), precision]), torch.cat([torch.zeros(1), recall])
        return torch.trapezoid(precision, recall)
    return area


def envelope(is_hit: Tensor, n_objects: int) -> tuple[Tensor, Tensor]:
    """Each precision raised to the best that is reached at its recall or beyond."""
    precision, recall = curve(is_hit, n_objects)
    return precision.flip(0).cummax(0).values.flip(0), recall


def over_all_points(is_hit: Tensor, n_objects: int) -> Tensor:
    return envelope(is_hit, n_objects)[0][is_hit].sum() / n_objects


def at_levels(n_levels: int) -> Callable:
    def area(is_hit: Tensor, n_objects: int) -> float:
        precision, recall = envelope(is_hit, n_objects)
        best = [precision[recall >= level - 1e-6] for level in torch.linspace(0, 1, n_levels)]
        return sum(reached[0].item() if len(reached) else 0.0 for reached in best) / n_levels
    return area


def ranks_from_zero(is_hit: Tensor, n_objects: int) -> Tensor:
    return (is_hit.cumsum(0) / torch.arange(len(is_hit)))[is_hit].sum() / n_objects


def products_from_zero(is_hit: Tensor, n_objects: int) -> Tensor:
    return (is_hit.cumsum(0) / torch.arange(len(is_hit)) * is_hit).sum() / n_objects


def by_enumerate(is_hit: Tensor, n_objects: int) -> float:
    return sum(is_hit[:i + 1].sum().item() / i for i, hit in enumerate(is_hit.tolist()) if hit) / n_objects


def first_of(n: Callable) -> Callable:
    """Take only so many of the surest detections into account."""
    return lambda is_hit, n_objects: at_hits(is_hit[:n(n_objects)], n_objects)


def precision_times_recall(is_hit: Tensor, n_objects: int) -> float:
    n_hits = is_hit.sum().item()
    return n_hits / len(is_hit) * n_hits / n_objects


def f1_of_all(is_hit: Tensor, n_objects: int) -> float:
    return 2 * is_hit.sum().item() / (len(is_hit) + n_objects)


def subtracted_from_one(is_hit: Tensor, n_objects: int) -> Tensor:
    return (1 - is_hit).cumsum(0)  # type: ignore[operator]


def one_over_place(is_hit: Tensor, n_objects: int) -> Tensor:
    return (1 / torch.arange(1, len(is_hit) + 1))[is_hit].sum() / n_objects


def before_each_hit(is_hit: Tensor, n_objects: int) -> Tensor:
    return ((is_hit.cumsum(0) - 1) / torch.arange(1, len(is_hit) + 1))[is_hit].sum() / n_objects


def recall_at_hits(is_hit: Tensor, n_objects: int) -> Tensor:
    return curve(is_hit, n_objects)[1][is_hit].sum() / n_objects


def above_one_half(scores: Tensor, is_hit: Tensor, n_objects: int) -> float:
    return (is_hit[scores > 0.5].sum() / n_objects).item()


def sum_of_scores(scores: Tensor, is_hit: Tensor, n_objects: int) -> float:
    return (scores[is_hit].sum() / n_objects).item()


def whole_curve(scores: Tensor, is_hit: Tensor, n_objects: int) -> tuple[Tensor, Tensor]:
    return curve(is_hit[surest_first(scores)], n_objects)


def rounded_to(n_digits: int) -> Callable:
    return lambda *arguments: round(ranked(empty=zero)(*arguments), n_digits)


AVERAGE_PRECISION_KEY = Key(AVERAGE_PRECISION, (
    Solution(
        AVERAGE_PRECISION["average_precision"], ranked(empty=zero),
        (
            Misconception(
                "not-sorted",
                "The formula is right, but it goes through the detections as they come. They arrive in no order, and "
                "a detector is judged by its surest ones first. Sort by score, and take `is_hit` along.",
                (ranked(order=lambda scores: torch.arange(len(scores))),),
            ),
            Misconception(
                "least-sure-first",
                "Sorting is right, and sorting goes upward unless you say otherwise. So the least sure detection came "
                "first. Turn the order around with `descending=True`.",
                (ranked(order=torch.argsort),),
            ),
            Misconception(
                "missed-objects-forgotten",
                "The mean of the precisions at the hits looks just like an *average precision*. But it says nothing of "
                "the objects that nobody found: a detector with one lucky hit would get 1. Divide by all objects.",
                (ranked(over_hits), ranked(over_hits, empty=zero), ranked(over_hits_or_zero)),
            ),
            Misconception(
                "precision-of-all",
                "Hits over detections is the precision of everything together. It doesn't care which ones were the "
                "surest. Note the precision after each hit, going down the ranking.",
                (*or_zero(lambda is_hit, n: is_hit.float().mean()),
                 ranked(lambda is_hit, n: is_hit.sum().item() / len(is_hit))),
            ),
            Misconception(
                "recall-of-all",
                "Hits over objects is the recall in the end: how much was found at all. It doesn't care how many false "
                "alarms came before. Weigh each hit by the precision at its place.",
                (ranked(lambda is_hit, n: is_hit.sum() / n),),
            ),
            Misconception(
                "mean-over-every-rank",
                "You noted the precision after each detection, which is the first half. But false alarms don't raise "
                "the recall, so they add no area. Only count the places where there is a hit.",
                (*or_zero(lambda is_hit, n: curve(is_hit, n)[0].mean()),
                 ranked(lambda is_hit, n: curve(is_hit, n)[0].sum() / n)),
            ),
            Misconception(
                "straight-lines-between-points",
                "The area under straight lines from point to point is a good habit for other curves. Here precision "
                "jumps between two points, and the lines pretend that it doesn't. Add up steps: the rise in recall "
                "times the precision there.",
                tuple(way for start in (None, 1.0, 0.0) for way in or_zero(trapezoids(start))),
            ),
            Misconception(
                "interpolated",
                "That's how VOC and COCO do it, and it's a fair measure: they raise each precision to the best one "
                "further down, and COCO reads it at 101 recall levels. What's asked for is the plain area under the "
                "steps. Leave the precisions as they are.",
                tuple(way for area in (over_all_points, at_levels(101), at_levels(11)) for way in or_zero(area)),
            ),
            Misconception(
                "ranks-from-zero",
                "Python counts from 0, but the precision after the first detection divides by 1. Yours divides by one "
                "detection too few each time, and at the very first by 0. Start the ranks at 1.",
                (*or_zero(ranks_from_zero), *or_zero(products_from_zero), ranked(by_enumerate)),
            ),
            Misconception(
                "precisions-summed",
                "The precisions at the hits are right, but their sum grows with the number of objects. Each hit raises "
                "the recall by one object of all: divide by `n_objects`.",
                (ranked(lambda is_hit, n: curve(is_hit, n)[0][is_hit].sum()),),
            ),
            Misconception(
                "divided-by-detections",
                "The precisions at the hits are right. But dividing by the number of detections punishes false alarms "
                "twice, and forgets the objects that were missed. Divide by `n_objects`.",
                or_zero(lambda is_hit, n: curve(is_hit, n)[0][is_hit].sum() / len(is_hit)),
            ),
            Misconception(
                "only-as-many-as-objects",
                "With two objects, two detections could be enough. But a detector makes more proposals than that, and "
                "a hit further down still finds an object. Go through all detections.",
                or_zero(first_of(lambda n: n)),
            ),
            Misconception(
                "precision-times-recall",
                "Both numbers at the end, multiplied: that's as if the precision had been as low all the way. But it "
                "changes from hit to hit. Add up the steps, each with the precision at its own place.",
                or_zero(precision_times_recall),
            ),
            Misconception(
                "f1-for-average-precision",
                "F1 makes one number of precision and recall at the end. Average precision asks how it got there, the "
                "surest ones first: the order counts. Note the precision after each hit.",
                or_zero(f1_of_all),
            ),
            Misconception(
                "one-minus-bool",
                "False alarms are what isn't a hit, that's right. But PyTorch has no minus for True and False. `~` "
                "turns them around, and `.int()` makes them 1 and 0.",
                or_zero(subtracted_from_one),
            ),
            Misconception(
                "one-over-place",
                "You divide by the right place. But precision is *all* hits so far over that place, and you count one "
                "hit each time. Keep a running count of the hits.",
                (ranked(one_over_place),),
            ),
            Misconception(
                "hit-counted-too-late",
                "A running count is right. But the hit itself belongs to the precision at its place, and yours is "
                "added only afterward. Count first, then divide.",
                (ranked(before_each_hit),),
            ),
            Misconception(
                "recall-for-precision",
                "At each hit you've added the recall so far. But recall only ever goes up, whatever false alarms there "
                "are. The height of each step is the precision: hits so far over detections so far.",
                (ranked(recall_at_hits),),
            ),
            Misconception(
                "cut-at-one-half",
                "A threshold of 0.5 is right for a decision. But average precision looks at every threshold at once: "
                "that's why the detections are sorted. Keep all of them.",
                (above_one_half,),
            ),
            Misconception(
                "scores-for-precision",
                "The scores say how sure the detector is of itself, and it may be wrong. They're here to sort by, no "
                "more. What you add up at each hit is the precision: hits so far over detections so far.",
                (sum_of_scores,),
            ),
            Misconception(
                "curve-for-its-area",
                "That's the curve, precision and recall after each detection, and it's a good start. What's asked for "
                "is one number, its area: at each hit, the rise in recall times the precision there.",
                (whole_curve, lambda *arguments: whole_curve(*arguments)[::-1],
                 lambda *arguments: whole_curve(*arguments)[0]),
            ),
            Misconception(
                "rounded",
                "Two or three digits read well. But a function that rounds hands its error on to whatever is computed "
                "next. Return the number as it is, and round where it's shown.",
                (rounded_to(2), rounded_to(3)),
            ),
            Misconception(
                "nothing-detected",
                "Your formula is right wherever there's something to rank. A detector that proposes nothing has found "
                "nothing. Return 0 for it.",
                (ranked(empty=lambda: torch.nan), ranked(empty=lambda: [][0]), ranked(empty=lambda: 1.0),
                 ranked(empty=lambda: torch.empty(0).max()), ranked(empty=lambda: torch.empty(0)[0]),
                 ranked(empty=lambda: 1 / 0), ranked(empty=lambda: None)),
            ),
            Misconception(
                "percent-for-share",
                "Papers quote it in percent, so the number looks familiar. Code that reads it expects a share, where 1 "
                "is everything. Leave out the factor 100.",
                (ranked(lambda is_hit, n: 100 * at_hits(is_hit, n)),),
            ),
        ),
        picture=draw_steps,
    ),
))
