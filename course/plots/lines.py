"""Curves: of a function, of a training run, of several runs side by side."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from course.plots.picture import GREY, INK, MARKS, OURS, RIGHT, STROKES, WRONG, Picture, make_figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from course.training import History

Curves = dict[str, Sequence[float]]  # by name


def slopes(f: Callable[[Tensor], Tensor], points: Sequence[float], span: tuple[float, float]) -> Picture:
    """Return a curve with the straight line that touches it at each point, labeled with its slope."""
    figure, (ax,) = make_figure(6.4, 3.6)
    x = torch.linspace(*span, 200)
    ax.plot(x, f(x), color=GREY, linewidth=2)
    said = []
    for marker, point in zip(MARKS, points):
        at = torch.tensor(point, requires_grad=True)
        height = f(at)
        (slope,) = torch.autograd.grad(height, at)
        near = torch.tensor([point - 0.8, point + 0.8])
        ax.plot(near, height.item() + slope.item() * (near - point), color=INK, linewidth=2)
        ax.plot(point, height.item(), marker, color=INK, markersize=8)
        ax.annotate(f"slope {slope.item():g}", (point, height.item()), xytext=(12, -4), textcoords="offset points",
                    color=INK, va="top")
        said.append(f"at {point:g} the slope is {slope.item():g}")
    ax.set(xlabel="w", ylabel="cost", ymargin=0.14)
    return Picture(figure, f"A curve with touching lines: {'; '.join(said)}.")


def curves(values: Curves, x: Sequence[float] | None = None, xlabel: str = "step", ylabel: str = "loss",
           marks: dict[str, float] | None = None, colors: Sequence[str] | None = None,
           top: float | None = None) -> Picture:
    """Return named curves in one frame, each labeled where it ends; `marks` are named places on the axis.

    Args:
        values: by name, the height of each curve.
        x: the places of the values on the axis; otherwise they're counted from 0.
        xlabel: what the axis counts.
        ylabel: what is measured.
        marks: by name, places on the axis.
        colors: of the curves, in their order; otherwise all are ink, and their strokes differ.
        top: where the upright axis ends; then it begins at 0.
    """
    figure, (ax,) = make_figure(6.4, 3.4)
    _draw_curves(ax, values, x, colors)
    ax.set(xlabel=xlabel, ylabel=ylabel)
    if top is not None:
        ax.set_ylim(0, 1.03 * top)
    if xlabel == "epoch":
        ax.locator_params(axis="x", integer=True)
    for name, place in (marks or {}).items():
        ax.axvline(place, color=GREY, linestyle=":")
        ax.annotate(name, (place, 1), xycoords=("data", "axes fraction"), xytext=(4, 0), textcoords="offset points",
                    color=GREY, va="top")
    marked = "".join(f"; marked: {name} at {place:g}" for name, place in (marks or {}).items())
    return Picture(figure, f"{ylabel} by {xlabel}: {_course_of(values, x, xlabel)}{marked}.")


def history(measured: History, score: str = "accuracy", chance: float | None = None,
            xlabel: str = "epoch") -> Picture:
    """Return loss and score of a training run side by side, with the score of guessing as a dotted line."""
    measures = (measured.loss, measured.held_out_loss), (measured.score, measured.held_out_score)
    loss, scored = ({name: curve for name, curve in zip(("training", "held out"), both) if curve} for both in measures)
    figure, axes = make_figure(8.4, 3.2, 2)
    for ax, name, values in zip(axes, ("loss", score), (loss, scored)):
        _draw_curves(ax, values)
        ax.set(title=name, xlabel=xlabel)
    axes[0].set_ylim(bottom=0)
    if chance is not None:
        axes[1].axhline(chance, color=GREY, linestyle=":")
        axes[1].annotate(f"guessing: {chance:g}", (1, chance), xycoords=("axes fraction", "data"), color=GREY,
                         xytext=(0, -4), textcoords="offset points", ha="right", va="top")
        axes[1].set_ylim(0, 1.03)
    return Picture(figure, f"Loss: {_course_of(loss)}. {score.capitalize()}: {_course_of(scored)}.")


def beside(good: Sequence[float], others: Curves, ylabel: str = "loss", top: float = 2.0) -> Picture:
    """Return one panel for each of the other curves, with the good one in each; values above `top` leave the panel."""
    figure, axes = make_figure(2.8 * len(others), 3, len(others), sharey=True)
    for ax, (name, values) in zip(axes, others.items()):
        for color, style, curve in ((RIGHT, "-", good), (WRONG, "--", values)):
            ax.plot(curve, style, color=color, linewidth=2.2)
        ax.set(title=name, xlabel="step", ylim=(0, top))
        inside = [step for step, value in enumerate(values) if value <= top]
        leaves = inside[-1] + 1 < len(values)
        end = (inside[-1], min(values[inside[-1]], 0.93 * top))
        ax.annotate("broken ↑" if leaves else "broken", end, xytext=(10 if leaves else 0, 3), color=WRONG,
                    textcoords="offset points", ha="left" if leaves else "right")
        ax.annotate("good", (len(good), good[-1]), xytext=(0, -4), color=RIGHT, textcoords="offset points",
                    ha="right", va="top")
    axes[0].set_ylabel(ylabel)
    return Picture(figure, f"Good {ylabel}: {_course_of({'': good})}. Broken: {_course_of(others)}.")


def _draw_curves(ax: Axes, values: Curves, x: Sequence[float] | None = None,
                 colors: Sequence[str] | None = None) -> None:
    ends = sorted(curve[-1] for curve in values.values())
    for color, style, (name, curve) in zip(colors or len(values) * [OURS], STROKES, values.items()):
        across = range(len(curve)) if x is None else x
        ax.plot(across, curve, style, color=color, linewidth=2.2)
        if len(values) > 1:  # two names never on one another, however close the curves end
            side = ("top" if curve[-1] == ends[0] else "bottom") if len(values) == 2 else "center"
            ax.annotate(name, (across[-1], curve[-1]), xytext=(5, 0), textcoords="offset points", va=side, color=color)


def _course_of(values: Curves, x: Sequence[float] | None = None, xlabel: str = "step") -> str:
    """Say where curves begin and end, and where one is lowest in between."""
    said = []
    for name, curve in values.items():
        said.append(f"{name} from {curve[0]:.2f} to {curve[-1]:.2f}".strip())
        if min(curve) < min(curve[0], curve[-1]):
            at = list(curve).index(min(curve))
            said[-1] += f", lowest {min(curve):.2f} at {xlabel} {at if x is None else x[at]:g}"
    return "; ".join(said)
