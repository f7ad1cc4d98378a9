"""Learning curves: how accuracy grows with the number of training examples."""
from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from course.plots.picture import BASELINE, OURS, Picture, make_figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Two rivals, then two of ours. Dashes and hollow marks tell two curves of one color apart.
STYLES = ((BASELINE, "--", "o", "white"), (BASELINE, "-", "^", BASELINE),
          (OURS, "-", "s", OURS), (OURS, "--", "D", "white"))
Curve = dict[int, Sequence[float]]  # examples per class: accuracies from 0 to 1, one for each seed


def learning_curves(panels: dict[str, dict[str, Curve]], baseline: str | None = None) -> Picture:
    """Return a panel for each data set, with a curve for each model: mean accuracy, and its range over the seeds.

    Two models are drawn as rivals, in gray; what comes after them is ours, in ink.

    Args:
        panels: by data set, then by model, the accuracies for each number of training examples per class.
        baseline: a model to draw as a thin gray line; next to it there's room for four.

    Raises:
        ValueError: there are more models than styles to tell them apart.
    """
    names = [name for name in next(iter(panels.values())) if name != baseline]
    if len(names) > len(STYLES):
        raise ValueError(f"learning_curves: expected at most {len(STYLES)} models beside the baseline, got "
                         f"{len(names)}. Leave some out.")
    figure, axes = make_figure(4.2 * len(panels), 3.7, len(panels), sharey=True)
    for ax, (title, models) in zip(axes, panels.items()):
        for style, name in zip(STYLES, names):
            _draw_curve(ax, models[name], name, *style)
        if baseline:
            _draw_curve(ax, models[baseline], baseline, BASELINE, ":", "", "")
        sizes = sorted({n for curve in models.values() for n in curve})
        ax.set(title=title, xscale="log", xlabel="training examples per class", ylim=(0, 1.02))
        ax.set_xticks(sizes, [str(n) for n in sizes])
        ax.set_xticks([], minor=True)
        ax.grid(axis="y", color="#e3e5e8", linewidth=0.8)
    axes[0].set_ylabel("test accuracy")
    figure.legend(*axes[0].get_legend_handles_labels(), loc="outside upper center", ncols=3, frameon=False,
                  handlelength=3.2)  # long enough to tell dashes from dots
    said = ". ".join(f"{title.capitalize()}: {_course_of(models)}" for title, models in panels.items())
    return Picture(figure, f"Test accuracy by training examples per class. {said}.")


def _draw_curve(ax: Axes, curve: Curve, name: str, color: str, style: str, marker: str, face: str) -> None:
    sizes = sorted(curve)
    runs = [curve[n] for n in sizes]
    ax.fill_between(sizes, [min(run) for run in runs], [max(run) for run in runs], color=color, alpha=0.13, linewidth=0)
    ax.plot(sizes, [sum(run) / len(run) for run in runs], style, color=color, marker=marker, markersize=6, label=name,
            markerfacecolor=face or color, linewidth=2.2 if marker else 1.4)


def _course_of(models: dict[str, Curve]) -> str:
    """Say each model's mean accuracy, and its range where there is one."""
    return "; ".join(f"{name} {', '.join(_said(n, curve[n]) for n in sorted(curve))}"
                     for name, curve in models.items()).replace("\n", " ")


def _said(n: int, run: Sequence[float]) -> str:
    spread = f" ({min(run):.2f} to {max(run):.2f})" if max(run) > min(run) else ""
    return f"{sum(run) / len(run):.2f}{spread} at {n}"
