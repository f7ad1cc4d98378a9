"""Lesson 5: one threshold on the curves of all of them, and what its mistakes cost."""
from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from course.play.drawing import Drawing
from course.play.first_computation import Panel
from course.play.linear_layers import draw_matrix
from course.play.sliders import Sliders
from course.plots.picture import BASELINE, GREY, INK, NEGATIVE, OURS, POSITIVE
from course.plots.ranking import cost_of, curve_points
from course.plots.thresholds import count_at, rates_at

THRESHOLDS = (0.01, 0.02, 0.03, 0.05, 0.08, 0.11, 0.14, 0.2, 0.25, 0.3, 0.35, 0.4, 0.44, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
MISSES = (1, 2, 5, 10, 20, 50)
STEPS = torch.arange(1, 100) / 100  # thresholds whose costs are drawn
LEFT, WIDE, MIDDLE, BOTTOM, HIGH, BARS = 46, 460, 84, 278, 105, 25  # of the axes below one another, in pixels


def two_curves(scores: Tensor, targets: Tensor, classes: Sequence[str], start: float = 0.5) -> Sliders:
    """Return a slider that moves one threshold along the precision-recall and the ROC curve.

    Args:
        scores: of the positive class, from 0 to 1, (n,).
        targets: 1 for the positive class, else 0, (n,).
        classes: names of class 0 and of class 1, the positive one.
        start: the threshold shown first, one of the slider's.
    """
    scores, positive = scores.detach().cpu(), targets.detach().cpu() > 0
    return Sliders(lambda at: draw_curves(scores, positive, at, classes), {"threshold": (THRESHOLDS, start)})


def draw_curves(scores: Tensor, positive: Tensor, at: float, classes: Sequence[str]) -> Drawing:
    """Return both curves with one threshold's place on them, and its counts.

    Args:
        scores: of the positive class, (n,), on the CPU.
        positive: which cases are of that class, (n,) bool, on the CPU.
        at: what is above it is called positive.
        classes: names of class 0 and of class 1, the positive one.
    """
    drawing = Drawing(832, 300)
    counts, rates = _draw_counts(drawing, scores, positive, at, classes)
    recall, precision, alarms = (part.tolist() for part in curve_points(scores, positive))
    alarm_rate = counts["FP"] / max(counts["FP"] + counts["TN"], 1)
    share = positive.float().mean().item()
    panels = (
        (45, "precision and recall", ("recall", "precision"), zip(recall, precision), (share, share),
         (rates["recall"], rates["precision"])),
        (305, "ROC", ("false positive rate", "recall (true positive rate)"), zip([0, *alarms], [0, *recall]), (0, 1),
         (alarm_rate, rates["recall"])),
    )
    for left, title, names, points, guessing, here in panels:
        panel = Panel(drawing, left, 44, 205, (0, 1), (0, 1))
        panel.frame(*names)
        drawing.line(*panel.place(0, guessing[0]), *panel.place(1, guessing[1]), BASELINE, 1.5, "4 4")
        _draw_path(drawing, [panel.place(*point) for point in points])
        drawing.dot(*panel.place(*here), OURS, radius=7)
        drawing.text(left + 102, 30, title, bold=True)
    drawing.alt = (f"One threshold, {at:g}, on both curves: recall {rates['recall']:.2f} with precision "
                   f"{rates['precision']:.2f}, and with a false positive rate of {alarm_rate:.2f}. {_say(counts)}")
    return drawing


def costs(scores: Tensor, targets: Tensor, classes: Sequence[str], alarm: float = 1, miss: float = 1,
          start: float = 0.5) -> Sliders:
    """Return two sliders: a threshold, and what a miss costs where a false alarm costs `alarm`.

    Args:
        scores: of the positive class, from 0 to 1, (n,).
        targets: 1 for the positive class, else 0, (n,).
        classes: names of class 0 and of class 1, the positive one.
        alarm: what a false alarm costs.
        miss: what a miss costs at first, one of the slider's.
        start: the threshold shown first, one of the slider's.
    """
    scores, positive = scores.detach().cpu(), targets.detach().cpu() > 0
    return Sliders(lambda at, each: draw_costs(scores, positive, at, classes, (each, alarm)),
                   {"threshold": (THRESHOLDS, start), "cost of a miss": (MISSES, miss)})


def draw_costs(scores: Tensor, positive: Tensor, at: float, classes: Sequence[str],
               prices: tuple[float, float]) -> Drawing:
    """Return how the scores of both classes lie, what each threshold costs, and the counts at one of them.

    Args:
        scores: of the positive class, (n,), on the CPU.
        positive: which cases are of that class, (n,) bool, on the CPU.
        at: what is above it is called positive.
        classes: names of class 0 and of class 1, the positive one.
        prices: of a miss and of a false alarm.
    """
    drawing = Drawing(832, 330)
    counts, _ = _draw_counts(drawing, scores, positive, at, classes)
    spent = cost_of(count_at(scores, positive, STEPS), prices)
    best, lowest = STEPS[spent.argmin()].item(), spent.min().item()
    here = cost_of(torch.tensor(list(counts.values())), prices).item()
    across = LEFT + WIDE * at
    _draw_shares(drawing, scores, positive, classes)
    top = max(spent.max().item(), here, 1)
    _draw_path(drawing, [(LEFT + WIDE * step, BOTTOM - HIGH * cost / top)
                         for step, cost in zip(STEPS.tolist(), spent.tolist())])
    drawing.line(LEFT, BOTTOM, LEFT + WIDE, BOTTOM)
    drawing.line(LEFT + WIDE * best, BOTTOM - HIGH, LEFT + WIDE * best, BOTTOM, GREY, 1.5, "4 4")
    drawing.line(across, 22, across, BOTTOM, INK, 2)
    drawing.dot(across, BOTTOM - HIGH * here / top, OURS, radius=7)
    drawing.text(min(max(across, 60), LEFT + WIDE - 30), 15, f"threshold {at:g}", bold=True)
    drawing.text(LEFT + WIDE, BOTTOM - HIGH - 6, f"cost of the mistakes: {here:g}", INK, 15, "end", bold=True)
    drawing.text(min(max(LEFT + WIDE * best, 110), LEFT + WIDE - 70), BOTTOM + 44, f"lowest: {lowest:g} at {best:.2f}")
    for tick in (0, 0.5, 1):
        drawing.text(LEFT + WIDE * tick, BOTTOM + 20, f"{tick:g}", GREY)
    drawing.text(LEFT + WIDE / 4, BOTTOM + 20, "threshold", GREY)
    drawing.alt = (f"A miss costs {prices[0]:g}, a false alarm {prices[1]:g}. At threshold {at:g} the mistakes cost "
                   f"{here:g}; the lowest cost is {lowest:g}, at {best:.2f}. {_say(counts)}")
    return drawing


def _draw_counts(drawing: Drawing, scores: Tensor, positive: Tensor, at: float,
                 classes: Sequence[str]) -> tuple[dict[str, int], dict[str, float]]:
    """Draw the four counts at a threshold, with precision, recall and F1 below, and return both."""
    (four,) = count_at(scores, positive, torch.tensor([at])).tolist()
    counts = dict(zip(("TP", "FN", "FP", "TN"), four))
    rates = {name: rate.nan_to_num(0.0).item() for name, rate in rates_at(torch.tensor(four)).items()}
    draw_matrix(drawing, counts, classes)
    for place, (name, rate) in enumerate(rates.items()):
        drawing.text(620 + 90 * place, 255, name, GREY)
        drawing.text(620 + 90 * place, 279, f"{rate:.2f}", size=20, bold=True)
    return counts, rates


def _draw_shares(drawing: Drawing, scores: Tensor, positive: Tensor, classes: Sequence[str]) -> None:
    """Bars for the positive class upward, for the negative one downward, each class on a scale of its own."""
    width = WIDE / BARS
    for is_class, name, color, side in ((positive, classes[1], POSITIVE, -1), (~positive, classes[0], NEGATIVE, 1)):
        found = torch.histc(scores[is_class].float(), BARS, 0, 1)
        for place, height in enumerate((52 * found / found.max().clamp(min=1)).tolist()):
            drawing.box(LEFT + width * place + 1, MIDDLE - height if side < 0 else MIDDLE, width - 2, height, color)
        drawing.text(LEFT + WIDE + 6, MIDDLE + 20 * side + 5, name, color, anchor="start", bold=True)
    drawing.line(LEFT, MIDDLE, LEFT + WIDE, MIDDLE)


def _draw_path(drawing: Drawing, places: Sequence[tuple[float, float]]) -> None:
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    drawing.add(f'<polyline points="{line}" fill="none" stroke="{OURS}" stroke-width="2.2"/>')


def _say(counts: dict[str, int]) -> str:
    return f"TP, FN, FP, TN are {', '.join(map(str, counts.values()))}."
