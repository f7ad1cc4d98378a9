"""How well scores rank: curves over all thresholds, and a closer look at one of them."""
from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from course.plots.counts import draw_counts
from course.plots.picture import BLUE, GREY, INK, ORANGE, SERIES, Picture, make_figure
from course.plots.thresholds import count_at, rates_at

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def ranking_curves(scores: dict[str, Tensor], targets: Tensor) -> Picture:
    """Return precision against recall and the ROC curve of named scores, each with its area and with guessing.

    Args:
        scores: by model: scores of the positive class, (n,); only their order counts.
        targets: 1 for the positive class, else 0, (n,).
    """
    positive = targets.detach().cpu() > 0
    figure, (left, right) = make_figure(8.4, 3.7, 2)
    said = []
    for (color, style, _), (name, given) in zip(SERIES, scores.items()):
        given = given.detach().cpu()
        recall, precision, alarms = curve_points(given, positive)
        area, roc = average_precision(recall, precision), roc_area(given, positive)
        left.plot(recall, precision, style, color=color, linewidth=2, label=f"{name}: area {area:.2f}")
        right.plot(torch.cat([torch.zeros(1), alarms]), torch.cat([torch.zeros(1), recall]), style, color=color,
                   linewidth=2, label=f"{name}: area {roc:.2f}")
        said.append(f"{name}: average precision {area:.2f}, area under the ROC curve {roc:.2f}")
    share = positive.float().mean().item()
    left.plot([0, 1], [share, share], color=GREY, linestyle=":", label=f"guessing: {share:.2f}")
    right.plot([0, 1], [0, 1], color=GREY, linestyle=":", label="guessing: 0.50")
    left.set(xlabel="recall", ylabel="precision", xlim=(0, 1.02), ylim=(0, 1.04), title="precision and recall")
    right.set(xlabel="false alarms among the negatives", ylabel="recall", xlim=(-0.02, 1), ylim=(0, 1.04), title="ROC")
    for ax in (left, right):
        ax.legend(loc="center left" if ax is left else "lower right", fontsize=9)
    return Picture(figure, f"Precision by recall, and recall by the share of false alarms. {'; '.join(said)}; "
                           f"guessing: {share:.2f} and 0.50.")


def curve_points(scores: Tensor, positive: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Return recall, precision and the share of false alarms at every threshold, the highest first.

    >>> curve_points(torch.tensor([0.9, 0.4]), torch.tensor([True, False]))[1].tolist()
    [1.0, 0.5]
    """
    order = scores.argsort(descending=True)
    hits, alarms = positive[order].cumsum(0), (~positive[order]).cumsum(0)
    last = torch.cat([scores[order].diff() != 0, torch.tensor([True])])  # equal scores fall to one side together
    hits, alarms = hits[last].double(), alarms[last].double()
    return hits / positive.sum(), hits / (hits + alarms), alarms / (~positive).sum()


def average_precision(recall: Tensor, precision: Tensor) -> float:
    """Return the area under precision by recall, as steps."""
    return (recall.diff(prepend=torch.zeros(1, dtype=recall.dtype)) * precision).sum().item()


def roc_area(scores: Tensor, positive: Tensor) -> float:
    """Return how often a positive case has a higher score than a negative one; equal scores count half."""
    ahead = scores[positive][:, None] - scores[~positive]
    return ((ahead > 0).double() + 0.5 * (ahead == 0).double()).mean().item()


def explorer(probabilities: Tensor, targets: Tensor, threshold: float, classes: Sequence[str],
             costs: tuple[float, float] = (1.0, 1.0)) -> Picture:
    """Return how the scores of both classes lie, what each threshold costs, and the counts at one of them.

    Args:
        probabilities: of the positive class, (n,).
        targets: 1 for the positive class, else 0, (n,).
        threshold: from 0 to 1; what is above it is called positive.
        classes: names of class 0 and of class 1, the positive one.
        costs: of a miss and of a false alarm.
    """
    probabilities, positive = probabilities.detach().cpu(), targets.detach().cpu() > 0
    steps = torch.linspace(0, 0.99, 100)
    spent = cost_of(count_at(probabilities, positive, steps), costs)
    counts = count_at(probabilities, positive, torch.tensor([threshold]))
    here = {name: rate.nan_to_num(0.0).item() for name, rate in rates_at(counts).items()}  # 0/0: found nothing
    here_cost = cost_of(counts, costs).item()
    figure, (left, middle, right) = make_figure(9.6, 3.4, 3, width_ratios=(4, 4, 3))
    _draw_shares(left, probabilities, positive, classes)
    middle.plot(steps, spent, color=BLUE, linewidth=2.2)
    middle.plot(threshold, here_cost, "o", color=BLUE, markersize=8)
    middle.set(xlabel="threshold", title=f"cost: {here_cost:g}", xlim=(0, 1), ylim=(0, 1.05 * spent.max().item()))
    for ax in (left, middle):
        ax.axvline(threshold, color=INK, linewidth=1)
    draw_counts(right, counts.reshape(2, 2), classes[::-1], positive=0)
    right.set_title(f"threshold {threshold:g}")
    said = ", ".join(f"{name} {rate:.2f}" for name, rate in here.items())
    figure.supxlabel(f"at {threshold:g}: {said}", fontsize=10, color=INK)
    return Picture(figure, f"Scores of {classes[1]} and {classes[0]}, and the cost of each threshold, lowest "
                           f"{spent.min():g} at {steps[spent.argmin()]:.2f}. At {threshold:g}: cost {here_cost:g}, "
                           f"{said}; TP, FN, FP, TN are {', '.join(map(str, counts.flatten().tolist()))}.")


def cost_of(counts: Tensor, costs: tuple[float, float]) -> Tensor:
    """Return what misses and false alarms cost together, of counts TP, FN, FP, TN, (…, 4).

    >>> cost_of(torch.tensor([[5, 2, 3, 9]]), (10, 1)).tolist()
    [23.0]
    """
    miss, alarm = costs
    return float(miss) * counts[..., 1] + float(alarm) * counts[..., 2]


def _draw_shares(ax: Axes, probabilities: Tensor, positive: Tensor, classes: Sequence[str]) -> None:
    """Bars for the positive class upwards, for the negative one downwards, each class on a scale of its own."""
    middles = [0.025 + 0.05 * i for i in range(20)]
    sides = ((positive, f"{classes[1]} ↑", BLUE, "", 1), (~positive, f"{classes[0]} ↓", ORANGE, "///", -1))
    for is_class, name, color, hatch, sign in sides:
        counts = torch.histc(probabilities[is_class].float(), 20, 0, 1)
        heights = sign * 0.75 * counts / counts.max().clamp(min=1)
        ax.bar(middles, heights.tolist(), width=0.045, color=color, hatch=hatch, edgecolor="white", linewidth=0)
        ax.text(0.97, sign * 0.9, name, color=color, ha="right", va="center")
    ax.axhline(0, color=GREY, linewidth=0.8)
    ax.set(xlabel="score", title="how many have which score", xlim=(0, 1), ylim=(-1, 1), yticks=())
