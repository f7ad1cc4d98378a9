"""`average-precision`: one number for all that a detector proposes of a class."""
from __future__ import annotations

import torch
from torch import Tensor

from course.checking.question import Answer, Question
from course.device import seeded

BY_HAND = (  # the lesson's own; one object missed; a hit behind more false alarms than there are objects
    (torch.tensor([0.6, 0.95, 0.4, 0.8]), torch.tensor([True, True, False, False]), 2),
    (torch.tensor([0.3, 0.9, 0.7]), torch.tensor([True, True, False]), 3),
    (torch.tensor([0.5, 0.2, 0.8]), torch.tensor([False, True, True]), 2),
)


def detections(seed: int) -> list[tuple]:
    """Scores in no order, hits among them, and objects of which some are missed; in public also some to work by hand.

    Also: every object found, no hit at all, no detection at all, a single one, and a class that is never missed.
    """
    generator = seeded(seed)
    a, b, c, d = (torch.randperm(9, generator=generator)[:4] + 4).tolist()
    some = [_draw(generator, n, n_hits, missed) for n, n_hits, missed in (
        (a + 4, a, 3), (b + 6, b, 0), (c, 0, d), (0, 0, b), (d + 3, d + 3, 2), (1, 1, 0))]
    some.append(_shuffled(generator, torch.tensor([False, True, False, True, False]), 3))  # precision falls at last
    by_hand = [(scores.clone(), is_hit.clone(), n_objects) for scores, is_hit, n_objects in BY_HAND]
    return [*by_hand, *some] if seed == 0 else some


def _draw(generator: torch.Generator, n: int, n_hits: int, missed: int) -> tuple[Tensor, Tensor, int]:
    """Return n scores, all different, hits among them, and how many objects there are; the surest is never a hit."""
    scores = (torch.randperm(98, generator=generator)[:n] + 1) / 100
    is_hit = torch.zeros(n, dtype=torch.bool)
    places = scores.argsort(descending=True)
    if n_hits < n:
        places = places[1:]
    is_hit[places[torch.randperm(len(places), generator=generator)[:n_hits]]] = True
    return scores, is_hit, n_hits + missed


def _shuffled(generator: torch.Generator, is_hit: Tensor, n_objects: int) -> tuple[Tensor, Tensor, int]:
    """Return detections whose hits are these, the surest first, in another order."""
    scores = (torch.randperm(98, generator=generator)[:len(is_hit)] + 1).sort(descending=True).values / 100
    order = torch.randperm(len(is_hit), generator=generator)
    return scores[order], is_hit[order], n_objects


AVERAGE_PRECISION = Question("average-precision", "Mean average precision", (
    Answer("average_precision", "one number from 0 to 1; 0 where nothing was detected", inputs=detections),
))
