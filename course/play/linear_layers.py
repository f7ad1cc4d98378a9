"""Lesson 2: a threshold to move over real cases, and one value that runs away from the rest."""
from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from course.play.drawing import Drawing
from course.play.sliders import Sliders
from course.plots.picture import GREY, INK, RIGHT, WRONG
from course.plots.thresholds import count_at, rates_at

LEFT, WIDE, MIDDLE = 30, 470, 145  # the axis of probabilities: where it begins, how long it is, how low it lies
THRESHOLDS = (0.01, 0.02, 0.05, *(i / 10 for i in range(1, 10)), 0.95, 0.98, 0.99)
PALE_RIGHT, PALE_WRONG = "#d6ede4", "#f4e0eb"  # grounds: RIGHT and WRONG, pale enough for black text
GOLDEN = 0.618034  # steps of this size fill a band evenly


def threshold(probabilities: Tensor, targets: Tensor, classes: Sequence[str], start: float = 0.5) -> Sliders:
    """Return a slider that moves the threshold over all cases; counts, precision, recall and F1 follow.

    Args:
        probabilities: of the positive class, (n,).
        targets: 1 for the positive class, else 0, (n,).
        classes: names of class 0 and of class 1, the positive one.
        start: the threshold shown first, one of the slider's.
    """
    probabilities, positive = probabilities.detach().cpu(), targets.detach().cpu() > 0
    return Sliders(lambda at: draw_threshold(probabilities, positive, at, classes), {"threshold": (THRESHOLDS, start)})


def draw_threshold(probabilities: Tensor, positive: Tensor, at: float, classes: Sequence[str]) -> Drawing:
    """Return all cases by probability, the positive class above the axis, and what one threshold makes of them.

    Args:
        probabilities: of the positive class, (n,), on the CPU.
        positive: which cases are of that class, (n,) bool, on the CPU.
        at: what is above it is called positive.
        classes: names of class 0 and of class 1, the positive one.
    """
    (counts,) = count_at(probabilities, positive, torch.tensor([at])).tolist()
    rates = {name: rate.nan_to_num(0.0).item() for name, rate in rates_at(torch.tensor(counts)).items()}
    drawing = Drawing(832, 300)
    _draw_cases(drawing, probabilities, positive, at, classes)
    draw_matrix(drawing, dict(zip(("TP", "FN", "FP", "TN"), counts)), classes)
    for place, (name, rate) in enumerate(rates.items()):
        drawing.text(585 + 95 * place, 255, name, GREY)
        drawing.text(585 + 95 * place, 279, f"{rate:.2f}", size=20, bold=True)
    drawing.alt = (f"{len(positive)} cases by predicted probability, {classes[1]} above the axis, {classes[0]} below. "
                   f"At threshold {at:g}: TP, FN, FP, TN are {', '.join(map(str, counts))}; "
                   f"{', '.join(f'{name} {rate:.2f}' for name, rate in rates.items())}.")
    return drawing


def _draw_cases(drawing: Drawing, probabilities: Tensor, positive: Tensor, at: float, classes: Sequence[str]) -> None:
    """Draw a point for each case that is classified correctly, a ring for each that is not."""
    for side, is_class, name in ((-1, positive, classes[1]), (1, ~positive, classes[0])):
        drawing.text(LEFT + WIDE * (at <= 0.5), MIDDLE + side * 108 + 5, f"{name} (actual)", GREY,
                     anchor="end" if at <= 0.5 else "start")  # away from the threshold
        for number, probability in enumerate(probabilities[is_class].tolist()):
            wrong = (probability > at) == (side > 0)
            height = MIDDLE + side * (12 + 80 * (number * GOLDEN % 1))
            drawing.dot(LEFT + WIDE * probability, height, WRONG if wrong else RIGHT, filled=not wrong)
    drawing.line(LEFT, MIDDLE, LEFT + WIDE, MIDDLE)
    drawing.line(LEFT + WIDE * at, 24, LEFT + WIDE * at, 266, INK, 2)
    anchor = "start" if at < 0.2 else "end" if at > 0.8 else "middle"
    drawing.text(LEFT + WIDE * at, 16, f"threshold {at:g}", anchor=anchor, bold=True)
    for tick in (0, 0.5, 1):
        drawing.text(LEFT + WIDE * tick, 285, f"{tick:g}", GREY)
    drawing.text(LEFT + WIDE / 4, 285, "probability", GREY)


def draw_matrix(drawing: Drawing, counts: dict[str, int], classes: Sequence[str]) -> None:
    """Draw the four counts: rows actual, columns predicted, the positive class first."""
    drawing.text(715, 16, "predicted", GREY)
    for column, name in enumerate(reversed(classes)):
        drawing.text(660 + 110 * column, 40, name, GREY)
        drawing.text(600, 90 + 85 * column, name, GREY, anchor="end")
    drawing.text(600, 70, "actual", GREY, anchor="end", size=12)
    for place, (name, count) in enumerate(counts.items()):
        left, top = 606 + 110 * (place % 2), 48 + 85 * (place // 2)
        drawing.box(left, top, 106, 81, PALE_RIGHT if name[0] == "T" else PALE_WRONG)
        drawing.text(left + 53, top + 50, f"{name} {count}", size=20, bold=True)


def one_outlier(values: Sequence[float], furthest: float = 1000) -> Sliders:
    """Return a slider that drags the last of some values; the best single guess by MSE and by MAE follow.

    Args:
        values: an odd number of them, the last one the largest.
        furthest: how far the last one can go.
    """
    start = values[-1]
    places = [round(start + (furthest - start) * i / 20) for i in range(21)]
    return Sliders(lambda last: draw_outlier([*values[:-1], last], furthest), {"last score": (places, places[0])})


def draw_outlier(values: Sequence[float], furthest: float) -> Drawing:
    """Return values on an axis up to `furthest`, with the guess of the smallest MSE and that of the smallest MAE."""
    scores = torch.tensor(values, dtype=torch.float32)
    mean, median = scores.mean().item(), scores.median().item()
    drawing = Drawing(820, 190)
    drawing.line(LEFT, 110, LEFT + 760, 110)
    drawing.text(LEFT, 135, "0", GREY)
    drawing.text(LEFT + 760, 135, f"score {furthest:g}", GREY, anchor="end")
    guesses = ((mean, f"smallest MSE: mean {mean:.0f}", 40, "6 4"),
               (median, f"smallest MAE: median {median:.0f}", 166, ""))
    for place, said, height, dash in guesses:
        across = LEFT + 760 * place / furthest
        drawing.line(across, 110, across, height + (8 if height < 110 else -16), INK, 2.5, dash)
        drawing.text(across + 4, height, said, INK, size=15, anchor="start", bold=True)
    for score in values:
        drawing.dot(LEFT + 760 * score / furthest, 110, INK, filled=score != values[-1], radius=5.5)
    drawing.text(min(LEFT + 760 * values[-1] / furthest, 760), 92, f"{values[-1]:.0f}", INK)
    drawing.alt = (f"Scores {', '.join(f'{score:.0f}' for score in values)}. One guess for all: the smallest MSE is at "
                   f"the mean, {mean:.0f}; the smallest MAE at the median, {median:.0f}.")
    return drawing
