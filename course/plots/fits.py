"""Predicted quantities: against the true ones, and as lines through the data."""
from __future__ import annotations

import torch
from torch import Tensor

from course.plots.picture import GREY, INK, SERIES, Picture, make_figure

Line = tuple[float, float]  # slope, height at 0


def predictions(actual: Tensor, predicted: dict[str, Tensor], unit: str) -> Picture:
    """Return predicted against actual values, one panel for each prediction; a right one lies on the dashed line."""
    figure, axes = make_figure(3.6 * len(predicted), 3.6, len(predicted), sharex=True, sharey=True)
    actual = actual.detach().cpu()
    low, high = actual.min().item(), actual.max().item()
    said = []
    for ax, (color, _, marker), (name, values) in zip(axes, SERIES, predicted.items()):
        values = values.detach().cpu()
        mean_error = (values - actual).abs().mean().item()
        ax.plot([low, high], [low, high], "--", color=GREY)
        ax.annotate("right", (high, high), xytext=(-8, -3), textcoords="offset points", color=GREY, ha="right")
        ax.scatter(actual, values, s=18, marker=marker, color=color, alpha=0.7, linewidths=0)
        ax.set(title=f"{name}: {mean_error:.1f} off on average", xlabel=f"actual {unit}", aspect="equal")
        said.append(f"{name}: from {values.min():.0f} to {values.max():.0f}, off by {mean_error:.1f} on average")
    axes[0].set_ylabel(f"predicted {unit}")
    return Picture(figure, f"Predicted against actual {unit}, which goes from {low:.0f} to {high:.0f}. "
                           f"{'; '.join(said)}.")


def lines_through(x: Tensor, panels: dict[str, tuple[Tensor, dict[str, Line]]], xlabel: str, ylabel: str,
                  top: float) -> Picture:
    """Return panels of points with named lines; a point above `top` is an arrow at the edge, with its height.

    Args:
        x: where the points stand, (n,).
        panels: by title; the points' heights, (n,), and the lines by name.
        xlabel: what goes across.
        ylabel: what goes up.
        top: where the panels end.
    """
    figure, axes = make_figure(4.2 * len(panels), 3.6, len(panels), sharex=True, sharey=True)
    x = x.detach().cpu()
    ends = torch.stack([x.min(), x.max()])
    said = []
    for ax, (title, (y, lines)) in zip(axes, panels.items()):
        y = y.detach().cpu()
        ax.scatter(x[y <= top], y[y <= top], s=20, color=GREY, alpha=0.7, linewidths=0)
        for place, height in zip(x[y > top].tolist(), y[y > top].tolist()):
            ax.annotate(f"{height:.0f} ↑", (place, top), ha="right", va="top", color=INK)
        for (color, style, _), (name, (slope, start)) in zip(SERIES, lines.items()):
            ax.plot(ends, slope * ends + start, style, color=color, linewidth=2.2, label=name)
        ax.set(title=title, xlabel=xlabel, ylim=(0, top))
        heights = ", ".join(f"{name} rises by {slope:.0f} per 1 across" for name, (slope, _) in lines.items())
        said.append(f"{title}: {heights}; {int((y > top).sum())} points above the edge")
    axes[0].set_ylabel(ylabel)
    figure.legend(*axes[0].get_legend_handles_labels(), loc="outside upper center", ncols=4, frameon=False)
    return Picture(figure, f"{ylabel} by {xlabel}. {'. '.join(said)}.")
