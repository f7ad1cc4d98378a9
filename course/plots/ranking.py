"""How well scores rank: curves over all thresholds; what mistakes cost; whether a score is a probability."""
from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from course.plots.picture import BASELINE, OURS, STROKES, Picture, make_figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def ranking_curves(scores: dict[str, Tensor], targets: Tensor, threshold: float | None = None) -> Picture:
    """Return precision against recall and the ROC curve of named scores, each with its area and with guessing.

    Args:
        scores: by model, ours first: scores of the positive class, (n,); only their order counts.
        targets: 1 for the positive class, else 0, (n,).
        threshold: where given, its place on the curves of the first model is marked.
    """
    positive = targets.detach().cpu() > 0
    figure, (left, right) = make_figure(8.4, 3.7, 2)
    said = []
    for style, (name, given) in zip(STROKES, scores.items()):
        given = given.detach().cpu()
        recall, precision, alarms = curve_points(given, positive)
        area, roc = average_precision(recall, precision), roc_area(given, positive)
        left.plot(recall, precision, style, color=OURS, linewidth=2, label=f"{name}: area {area:.2f}")
        right.plot(torch.cat([torch.zeros(1), alarms]), torch.cat([torch.zeros(1), recall]), style, color=OURS,
                   linewidth=2, label=f"{name}: area {roc:.2f}")
        said.append(f"{name}: average precision {area:.2f}, area under the ROC curve {roc:.2f}")
    if threshold is not None:
        said.append(_mark(left, right, next(iter(scores.values())).detach().cpu(), positive, threshold))
    share = positive.float().mean().item()
    left.plot([0, 1], [share, share], color=BASELINE, linestyle=":", label=f"guessing: {share:.2f}")
    right.plot([0, 1], [0, 1], color=BASELINE, linestyle=":", label="guessing: 0.50")
    left.set(xlabel="recall", ylabel="precision", xlim=(0, 1.02), ylim=(0, 1.04), title="precision and recall")
    right.set(xlabel="false positive rate", ylabel="recall (true positive rate)", xlim=(-0.02, 1), ylim=(0, 1.04),
              title="ROC")
    for ax in (left, right):
        ax.legend(loc="center left" if ax is left else "lower right", fontsize=9)
    return Picture(figure, f"Precision by recall, and recall by false positive rate. {'; '.join(said)}; "
                           f"guessing: {share:.2f} and 0.50.")


def _mark(left: Axes, right: Axes, scores: Tensor, positive: Tensor, threshold: float) -> str:
    """Mark a threshold on both curves, a score at it being a yes, and say where it lies."""
    yes = scores >= threshold
    hits, alarms = (yes & positive).sum().item(), (yes & ~positive).sum().item()
    recall, precision = hits / positive.sum().item(), hits / max(hits + alarms, 1)
    for ax, across, up in ((left, recall, precision), (right, alarms / (~positive).sum().item(), recall)):
        ax.plot(across, up, "o", color=OURS, markersize=9)
        ax.annotate(f"threshold {threshold:.2f}", (across, up), textcoords="offset points", color=OURS,
                    xytext=(-9, -4) if ax is left else (9, -4), ha="right" if ax is left else "left", va="top")
    return f"at threshold {threshold:.2f}: recall {recall:.2f}, precision {precision:.2f}"


def reliability(said: Sequence[float], happened: Sequence[float]) -> Picture:
    """Return how often the positive class occurs among cases of like score, against the scores themselves.

    Args:
        said: mean score in each bin.
        happened: share of positives in each bin.
    """
    figure, (ax,) = make_figure(4.4, 3.8)
    ax.plot([0, 1], [0, 1], ":", color=BASELINE, label="calibrated")
    ax.plot(said, happened, "o-", color=OURS, linewidth=2, label="ours")
    ax.set(xlabel="mean score", ylabel="share that is positive", xlim=(0, 1), ylim=(0, 1.02))
    ax.legend(loc="lower right")
    pairs = ", ".join(f"{score:.2f} and {share:.2f}" for score, share in zip(said, happened))
    return Picture(figure, f"Mean score, and share that is positive: {pairs}.")


def curve_points(scores: Tensor, positive: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Return recall, precision and the false positive rate at every threshold, the highest first.

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


def cost_of(counts: Tensor, costs: tuple[float, float]) -> Tensor:
    """Return what misses and false alarms cost together, of counts TP, FN, FP, TN, (…, 4).

    >>> cost_of(torch.tensor([[5, 2, 3, 9]]), (10, 1)).tolist()
    [23.0]
    """
    miss, alarm = costs
    return float(miss) * counts[..., 1] + float(alarm) * counts[..., 2]

