"""What moves when the threshold moves."""
from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from course.plots.counts import draw_counts
from course.plots.picture import GREY, INK, OURS, Picture, make_figure


def threshold_sweep(probabilities: Tensor, targets: Tensor, threshold: float, classes: Sequence[str]) -> Picture:
    """Return precision, recall and F1 at every threshold, with the counts at one of them.

    Args:
        probabilities: of the positive class, (n,).
        targets: 1 for the positive class, else 0, (n,).
        threshold: the one whose counts are shown, from 0 to 1.
        classes: names of class 0 and of class 1, the positive one.
    """
    probabilities, positive = probabilities.detach().cpu(), targets.detach().cpu() > 0
    steps = torch.linspace(0, 0.99, 100)
    curves = rates_at(count_at(probabilities, positive, steps))
    counts = count_at(probabilities, positive, torch.tensor([threshold]))
    here = {name: rates.item() for name, rates in rates_at(counts).items()}
    figure, (left, right) = make_figure(8.4, 3.5, 2, width_ratios=(5, 3))
    looks = ((GREY, "--", "o"), (GREY, ":", "^"), (OURS, "-", "s"))  # F1 in ink, between the two that make it up
    for (color, style, marker), (name, curve) in zip(looks, curves.items()):
        left.plot(steps, curve, style, color=color, linewidth=2.2, label=name)
        left.plot(threshold, here[name], marker, color=color, markersize=8)
    left.axvline(threshold, color=INK, linewidth=1)
    left.set(xlabel="threshold", xlim=(0, 1), ylim=(0, 1.04))
    figure.legend(*left.get_legend_handles_labels(), loc="outside upper center", ncols=3, frameon=False)
    draw_counts(right, counts.reshape(2, 2), classes[::-1], positive=0)
    right.set_title(f"threshold {threshold:g}")
    said = ", ".join(f"{name} {rate:.2f}" for name, rate in here.items())
    return Picture(figure, f"Precision, recall and F1 by threshold. At {threshold:g}: {said}; TP, FN, FP, TN are "
                           f"{', '.join(map(str, counts.flatten().tolist()))}.")


def count_at(probabilities: Tensor, positive: Tensor, thresholds: Tensor) -> Tensor:
    """Return TP, FN, FP, TN at each threshold, (thresholds, 4).

    >>> count_at(torch.tensor([0.9, 0.4]), torch.tensor([True, False]), torch.tensor([0.5])).tolist()
    [[1, 0, 0, 1]]
    """
    marked = probabilities > thresholds[:, None]  # (thresholds, n)
    cells = (marked & positive, ~marked & positive, marked & ~positive, ~marked & ~positive)
    return torch.stack([cell.sum(dim=1) for cell in cells], dim=1)


def rates_at(counts: Tensor) -> dict[str, Tensor]:
    """Return precision, recall and F1 of counts, (…, 4); nan where there is nothing to divide by."""
    tp, fn, fp, _ = counts.unbind(dim=-1)
    return {"precision": tp / (tp + fp), "recall": tp / (tp + fn), "F1": 2 * tp / (2 * tp + fp + fn)}
