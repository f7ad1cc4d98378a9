"""Cases as points, and what parts them."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from course.plots.picture import INK, MARKS, NEGATIVE, POSITIVE, Picture, make_figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Model = Callable[[Tensor], Tensor]  # points, (n, 2) → logits, (n,)

def scatter(x: Tensor, y: Tensor, features: Sequence[str], classes: Sequence[str]) -> Picture:
    """Return the cases of two classes as points of their two features: circles for 0, triangles for 1."""
    figure, (ax,) = make_figure(6.4, 4)
    _draw_points(ax, x, y, classes)
    ax.set(xlabel=features[0], ylabel=features[1])
    figure.legend(*ax.get_legend_handles_labels(), loc="outside upper center", ncols=2, frameon=False)
    middles = [[f"{value:.1f}" for value in x[y == k].mean(dim=0).tolist()] for k in range(len(classes))]
    said = "; ".join(f"{name} lies around ({', '.join(middle)})" for name, middle in zip(classes, middles))
    return Picture(figure, f"{len(x)} points: {features[0]} across, {features[1]} up. {said}.")


def moving_line(x: Tensor, y: Tensor, lines: dict[str, tuple[Tensor, Tensor]], features: Sequence[str],
                classes: Sequence[str]) -> Picture:
    """Return one panel for each named line `x @ w + b = 0`, with the share of points on their right side."""
    figure, axes = make_figure(max(2.4 * len(lines), 4.2), 3.2, len(lines), sharex=True, sharey=True)
    said = []
    for ax, (name, (w, b)) in zip(axes, lines.items()):
        is_right = ((x @ w + b) > 0) == y
        right = is_right.float().mean().item()
        _draw_points(ax, x, y, classes, size=18, is_right=is_right)
        _draw_sides(ax, lambda points, w=w.detach().cpu(), b=b.detach().cpu(): points @ w + b, x.cpu())
        ax.set(title=f"{name}: {right:.2f} right", xlabel=features[0])
        said.append(f"{name}, {right:.2f} right: {_lie_of_line(*w.tolist(), b.item(), classes[1])}")
    axes[0].set_ylabel(features[1])
    figure.legend(*axes[0].get_legend_handles_labels(), loc="outside upper center", ncols=2, frameon=False)
    return Picture(figure, f"A line between {classes[0]} and {classes[1]}. {'; '.join(said)}.")


def _lie_of_line(across: float, up: float, b: float, positive: str) -> str:
    """Say how the line `across * x + up * y + b = 0` lies, and on which side of it the positive class is."""
    if not up:
        return "the line stands upright"
    return (f"the line {'falls' if across / up > 0 else 'rises'} by {abs(across / up):.1f} per 1 across, through "
            f"(0, {round(-b / up, 1) + 0.0:.1f}), with {positive} {'above' if up > 0 else 'below'} it")


def _draw_points(ax: Axes, x: Tensor, y: Tensor, classes: Sequence[str], size: float = 30,
                 is_right: Tensor | None = None) -> None:
    """Draw each class in its color and shape; the wrong ones are hollow."""
    is_right = torch.ones(len(x), dtype=torch.bool) if is_right is None else is_right.cpu()
    for k, (name, color, marker) in enumerate(zip(classes, (NEGATIVE, POSITIVE), MARKS)):
        for filled in (True, False):
            points = x.detach().cpu()[(y.cpu() == k) & (is_right == filled)]
            ax.scatter(points[:, 0], points[:, 1], s=size, marker=marker, alpha=0.8, linewidths=1.2, edgecolors=color,
                       facecolors=color if filled else "white", label=name if filled else None)


def _draw_sides(ax: Axes, logits_of: Model, x: Tensor) -> None:
    """Tint the two sides on which a model's logits are below and above 0, and draw the line between them."""
    low, high = x.amin(dim=0) - 0.3, x.amax(dim=0) + 0.3
    across, up = (torch.linspace(low[i], high[i], 80) for i in (0, 1))
    points = torch.stack([across.expand(80, 80), up[:, None].expand(80, 80)], dim=2)  # (up, across, 2)
    logits = logits_of(points.reshape(-1, 2)).detach().cpu().reshape(80, 80)
    ax.contourf(across, up, logits, levels=[-1e9, 0, 1e9], colors=[NEGATIVE, POSITIVE], alpha=0.12)
    ax.contour(across, up, logits, levels=[0], colors=INK, linewidths=1.8)


def regions(x: Tensor, y: Tensor, models: dict[str, Model], features: Sequence[str], classes: Sequence[str]) -> Picture:
    """Return one panel for each model, tinted by what it says where, with the share of points that it gets right.

    Args:
        x: points, (n, 2).
        y: their classes, 0 or 1, (n,).
        models: by name; each gives logits, (n,), for points, (n, 2), on the device of `x`.
        features: names of the two axes.
        classes: names of class 0 and class 1.
    """
    figure, axes = make_figure(2.8 * len(models), 3.3, len(models), sharex=True, sharey=True)
    said = []
    for ax, (name, model) in zip(axes, models.items()):
        with torch.no_grad():
            right = ((model(x) > 0) == y).float().mean().item()
            _draw_sides(ax, lambda points, model=model: model(points.to(x.device)), x.cpu())
        _draw_points(ax, x, y, classes, size=14)
        ax.set(title=f"{name}\n{right:.2f} right", xlabel=features[0])
        said.append(f"{name}, {right:.2f} right".replace("\n", " "))
    axes[0].set_ylabel(features[1])
    figure.legend(*axes[0].get_legend_handles_labels(), loc="outside upper center", ncols=2, frameon=False)
    return Picture(figure, f"What models say where, between {classes[0]} and {classes[1]}. {'; '.join(said)}.")
