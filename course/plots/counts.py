"""Counts and shares: confusion matrices, bars."""
from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from course.plots.picture import GREY, INK, OURS, RIGHT, WRONG, Picture, make_figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def confusion_matrices(matrices: dict[str, Tensor], classes: Sequence[str], positive: int | None = None) -> Picture:
    """Return counts, (classes, classes) each, side by side: rows actual, columns predicted, in the order of `classes`.

    With two classes, `positive` is the row that counts as positive: the cells are marked TP, FN, FP, TN.
    """
    size = max(2.7, 0.8 * len(classes) + 1)
    figure, axes = make_figure(size * len(matrices), size, len(matrices))
    for ax, (name, matrix) in zip(axes, matrices.items()):
        draw_counts(ax, matrix, classes, positive)
        ax.set_title(name)
    said = [f"{name or 'counts'} {matrix.tolist()}" for name, matrix in matrices.items()]
    return Picture(figure, f"Confusion matrix, rows actual and columns predicted, in the order {', '.join(classes)}: "
                           f"{'; '.join(said)}.".replace("\n", ", "))


def draw_counts(ax: Axes, matrix: Tensor, classes: Sequence[str], positive: int | None = None) -> None:
    """Draw one confusion matrix into a panel."""
    counts = matrix.detach().cpu().numpy()
    pale = 2 * max(counts.max(), 1)  # no cell so dark that its black text is hard to read
    ax.imshow(counts, cmap="Blues", vmin=0, vmax=pale)
    ax.set(xlabel="predicted", ylabel="actual", xticks=range(len(classes)), yticks=range(len(classes)),
           xticklabels=classes, yticklabels=classes)
    ax.tick_params(length=0)
    for row, column in torch.cartesian_prod(*2 * [torch.arange(len(classes))]).tolist():
        mark = "" if positive is None else "TF"[row != column] + "NP"[column == positive] + " "
        ax.text(column, row, f"{mark}{counts[row, column]:g}", ha="center", va="center", color=INK, fontsize=12)


def bars(panels: dict[str, dict[str, float]], misleading: Sequence[str] = ()) -> Picture:
    """Return a few bars from 0 to 1 in each titled panel, with their values on top.

    Args:
        panels: by title, then by name, the values.
        misleading: names of bars whose values flatter: they're hatched, in the color of what is wrong.
    """
    figure, axes = make_figure(2.3 * len(panels), 3, len(panels), sharey=True)
    for ax, (title, values) in zip(axes, panels.items()):
        for place, (name, value) in enumerate(values.items()):
            flatters = name in misleading
            ax.bar(place, value, color=WRONG if flatters else OURS, width=0.62, hatch="///" if flatters else "",
                   edgecolor="white", linewidth=0)
            ax.text(place, value + 0.02, f"{value:.2f}", ha="center", color=INK)
        ax.set(title=title, xticks=range(len(values)), xticklabels=list(values), ylim=(0, 1.12))
    said = [f"{title}: " + ", ".join(f"{name} {value:.2f}{' (misleading)' * (name in misleading)}"
                                     for name, value in values.items()) for title, values in panels.items()]
    return Picture(figure, "; ".join(said).replace("\n", " ") + ".")


def scores(panels: dict[str, dict[str, float]], good: float = 0.8, bad: float = 0.5) -> Picture:
    """Return named scores from 0 to 1 as bars to the right, one panel for each model, against the two thresholds.

    A score at `good` or above is marked ✓, one below `bad` is marked ✗.
    """
    rows = max(len(values) for values in panels.values())
    width = 2.2 if len(panels) > 1 else 4.4  # one panel alone has room for a long title
    figure, axes = make_figure(0.9 + width * len(panels), 1.3 + 0.36 * rows, len(panels), sharey=True)
    for ax, (title, values) in zip(axes, panels.items()):
        for border in (good, bad):
            ax.axvline(border, color=GREY, linestyle=":", linewidth=1.2)
        for row, value in enumerate(values.values()):
            mark, color = ("✓", RIGHT) if value >= good else ("✗", WRONG) if value < bad else ("", OURS)
            ax.barh(row, value, color=color, height=0.62)
            ax.text(1.04, row, f"{value:.2f} {mark}", color=INK, va="center")
        ax.set(title=title, xlim=(0, 1.36), xticks=(0, bad, good), yticks=range(len(values)), yticklabels=list(values))
    axes[0].invert_yaxis()  # shared: the first score on top
    figure.supxlabel(f"✓ {good:g} or more     ✗ below {bad:g}", fontsize=9, color=GREY)
    said = [f"{title}: " + ", ".join(f"{name} {value:.2f}" for name, value in values.items())
            for title, values in panels.items()]
    return Picture(figure, f"Scores, good from {good:g}, bad below {bad:g}. {'; '.join(said)}.".replace("\n", " "))
