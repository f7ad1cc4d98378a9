"""Predicted quantities, as lines through the data."""
from __future__ import annotations

import torch
from torch import Tensor

from course.plots.picture import GREY, INK, OURS, STROKES, Picture, make_figure

Line = tuple[float, float]  # slope, height at 0


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
        for style, (name, (slope, start)) in zip(STROKES, lines.items()):
            ax.plot(ends, slope * ends + start, style, color=OURS, linewidth=2.2, label=name)
        ax.set(title=title, xlabel=xlabel, ylim=(0, top))
        heights = ", ".join(f"{name} rises by {slope:.0f} per 1 across" for name, (slope, _) in lines.items())
        said.append(f"{title}: {heights}; {int((y > top).sum())} points above the edge")
    axes[0].set_ylabel(ylabel)
    figure.legend(*axes[0].get_legend_handles_labels(), loc="outside upper center", ncols=4, frameon=False)
    return Picture(figure, f"{ylabel} by {xlabel}. {'. '.join(said)}.")
