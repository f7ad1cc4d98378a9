"""Pictures of the lessons. Each says in words what it shows, and no meaning hangs on colour alone.

Every function returns a `Picture`: the last expression of a cell, shown by the notebook.
"""
from __future__ import annotations

import base64
import html
import io
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from course.training import History

# Okabe and Ito's colours, safe for colour-blind readers, darkened until text in them reads well on white.
BLUE, ORANGE, GREEN, PURPLE, GREY, INK = "#0072B2", "#B84A00", "#00785A", "#A34A7C", "#5f6368", "#1f2328"
SERIES = tuple(zip((BLUE, ORANGE, GREEN, PURPLE), ("-", "--", "-.", ":"), ("o", "^", "s", "D")))
Curves = dict[str, Sequence[float]]  # by name
PIXELS_PER_INCH = 88  # at this width a 10-point letter is as tall as the text around the picture
STYLE = {
    "font.size": 10, "axes.titlesize": 10.5, "axes.spines.top": False, "axes.spines.right": False, "text.color": INK,
    "axes.labelcolor": INK, "axes.edgecolor": GREY, "xtick.color": GREY, "ytick.color": GREY, "legend.frameon": False,
}


class Picture:
    """A figure, and what it shows in words: a notebook shows the one to the eye, a screen reader reads the other."""

    def __init__(self, figure: Figure, alt: str) -> None:
        self.figure, self.alt = figure, alt

    def html(self) -> str:
        """Return an image tag. Its white ground keeps the figure legible in a dark theme."""
        buffer = io.BytesIO()
        self.figure.savefig(buffer, format="png", dpi=2 * PIXELS_PER_INCH, facecolor="white")
        data = base64.b64encode(buffer.getvalue()).decode()
        width = round(self.figure.get_figwidth() * PIXELS_PER_INCH)
        return (f'<img src="data:image/png;base64,{data}" alt="{html.escape(self.alt)}" width="{width}" '
                'style="max-width:100%;height:auto;background:#fff;border-radius:6px">')

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/html": self.html(), "text/plain": self.alt}

    def __repr__(self) -> str:
        return f"Picture: {self.alt}"


class Slider:
    """A picture for each of some values, with a slider to choose. Where nothing can slide, the last picture stands."""

    def __init__(self, draw: Callable[[Any], Picture], values: Sequence, label: str) -> None:
        self.draw, self.values, self.label = draw, values, label

    def _ipython_display_(self) -> None:
        import ipywidgets
        from IPython.display import display

        last = self.values[-1]
        slider = ipywidgets.SelectionSlider(options=list(self.values), value=last, description=self.label)
        display(slider)
        shown = display(self.draw(last), display_id=True)  # an output of its own: it stays where no widget is drawn
        slider.observe(lambda change: shown.update(self.draw(change["new"])), names="value")


def _figure(width: float, height: float, columns: int = 1, **options: Any) -> tuple[Figure, list[Axes]]:
    import matplotlib  # only now: a lesson is graded without its pictures
    from matplotlib.figure import Figure

    with matplotlib.rc_context(STYLE):
        figure = Figure(figsize=(width, height), layout="constrained")
        axes = figure.subplots(1, columns, squeeze=False, **options)[0]
    return figure, list(axes)


def scatter(x: Tensor, y: Tensor, features: Sequence[str], classes: Sequence[str]) -> Picture:
    """Return the cases of two classes as points of their two features: circles for 0, triangles for 1."""
    figure, (ax,) = _figure(6.4, 4)
    _draw_points(ax, x, y, classes)
    ax.set(xlabel=features[0], ylabel=features[1])
    figure.legend(*ax.get_legend_handles_labels(), loc="outside upper center", ncols=2, frameon=False)
    middles = [[f"{value:.1f}" for value in x[y == k].mean(dim=0).tolist()] for k in range(len(classes))]
    said = "; ".join(f"{name} lies around ({', '.join(middle)})" for name, middle in zip(classes, middles))
    return Picture(figure, f"{len(x)} points: {features[0]} across, {features[1]} up. {said}.")


def moving_line(x: Tensor, y: Tensor, lines: dict[str, tuple[Tensor, Tensor]], features: Sequence[str],
                classes: Sequence[str]) -> Picture:
    """Return one panel for each named line `x @ w + b = 0`, with the share of points on their right side."""
    figure, axes = _figure(max(2.4 * len(lines), 4.2), 3.2, len(lines), sharex=True, sharey=True)
    said = []
    for ax, (name, (w, b)) in zip(axes, lines.items()):
        right = (((x @ w + b) > 0) == y).float().mean().item()
        _draw_points(ax, x, y, classes, size=14)
        _draw_sides(ax, w.detach().cpu(), b.detach().cpu(), x.cpu())
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


def _draw_points(ax: Axes, x: Tensor, y: Tensor, classes: Sequence[str], size: float = 30) -> None:
    for k, (name, (color, _, marker)) in enumerate(zip(classes, SERIES)):
        points = x[y == k].detach().cpu()
        ax.scatter(points[:, 0], points[:, 1], s=size, marker=marker, color=color, alpha=0.75, linewidths=0, label=name)


def _draw_sides(ax: Axes, w: Tensor, b: Tensor, x: Tensor) -> None:
    """Tint the two sides of the line `x @ w + b = 0` and draw it."""
    low, high = x.amin(dim=0) - 0.3, x.amax(dim=0) + 0.3
    across, up = (torch.linspace(low[i], high[i], 80) for i in (0, 1))
    logits = across * w[0] + (up * w[1])[:, None] + b  # (up, across)
    ax.contourf(across, up, logits, levels=[-1e9, 0, 1e9], colors=[BLUE, ORANGE], alpha=0.12)
    ax.contour(across, up, logits, levels=[0], colors=INK, linewidths=1.8)


def grids(*parts: str | tuple[str, Tensor]) -> Picture:
    """Return small tensors as tables in a row, repeats (of `tensor.expand`) in dashed cells; a string is a sign."""
    widths = [_width(part) for part in parts]
    height = max(_as_rows(part[1]).shape[0] for part in parts if not isinstance(part, str))
    figure, axes = _figure(0.5 * (sum(widths) + 0.3 * len(parts)), 0.5 * height + 0.85, len(parts), width_ratios=widths)
    for ax, part, width in zip(axes, parts, widths):
        ax.set(xlim=(-width / 2 - 0.05, width / 2 + 0.05), ylim=(height + 0.05, -0.05), aspect="equal")
        ax.axis("off")
        if isinstance(part, str):
            ax.text(0, height / 2, part, ha="center", va="center", fontsize=14 if len(part) == 1 else 9, color=INK)
        else:
            ax.set_title(_caption(*part), color=INK)
            _draw_cells(ax, part[1], height)
    said = [part if isinstance(part, str) else f"{_caption(*part)} holds {_numbers(part[1])}" for part in parts]
    return Picture(figure, "; ".join(said).replace("\n", " ") + ".")


def _caption(name: str, tensor: Tensor) -> str:
    return name if "\n" in name else f"{name}\n{tuple(tensor.shape)}"


def _width(part: str | tuple[str, Tensor]) -> float:
    if isinstance(part, str):  # a sign; else a table with its caption, in cells
        return 0.2 * max(map(len, part.split("\n"))) + 0.4
    return max(_as_rows(part[1]).shape[1], 0.19 * max(map(len, _caption(*part).split("\n"))))


def _as_rows(tensor: Tensor) -> Tensor:
    return tensor if tensor.ndim == 2 else tensor.reshape(1, -1)


def _numbers(tensor: Tensor) -> str:
    rows = _as_rows(tensor)
    said = " / ".join(" ".join(f"{value:g}" for value in row) for row in rows.tolist())
    kept = [f"first {('row', 'column')[i]}" for i in (0, 1) if rows.stride(i) == 0 and rows.shape[i] > 1]
    return said + (f", where all but the {' and '.join(kept)} are repeats" if kept else "")


def _draw_cells(ax: Axes, tensor: Tensor, height: int) -> None:
    from matplotlib.patches import Rectangle

    rows = _as_rows(tensor)
    left, top = -rows.shape[1] / 2, (height - rows.shape[0]) / 2
    for i, row in enumerate(rows.tolist()):
        for j, value in enumerate(row):
            copy = (i > 0 and rows.stride(0) == 0) or (j > 0 and rows.stride(1) == 0)
            ax.add_patch(Rectangle((left + j, top + i), 1, 1, linewidth=1, edgecolor=GREY, zorder=1 if copy else 2,
                                   facecolor="white" if copy else "#DCEBF5", linestyle=":" if copy else "-"))
            ax.text(left + j + 0.5, top + i + 0.5, f"{value:g}", ha="center", va="center",
                    color=GREY if copy else INK, style="italic" if copy else "normal", zorder=3)


def slopes(f: Callable[[Tensor], Tensor], points: Sequence[float], span: tuple[float, float]) -> Picture:
    """Return a curve with the straight line that touches it at each point, labelled with its slope."""
    figure, (ax,) = _figure(6.4, 3.6)
    x = torch.linspace(*span, 200)
    ax.plot(x, f(x), color=INK, linewidth=2)
    said = []
    for (color, _, marker), point in zip(SERIES, points):
        at = torch.tensor(point, requires_grad=True)
        height = f(at)
        (slope,) = torch.autograd.grad(height, at)
        near = torch.tensor([point - 0.8, point + 0.8])
        ax.plot(near, height.item() + slope.item() * (near - point), color=color, linewidth=2)
        ax.plot(point, height.item(), marker, color=color, markersize=8)
        ax.annotate(f"slope {slope.item():g}", (point, height.item()), xytext=(12, -4), textcoords="offset points",
                    color=color, va="top")
        said.append(f"at {point:g} the slope is {slope.item():g}")
    ax.set(xlabel="w", ylabel="cost", ymargin=0.14)
    return Picture(figure, f"A curve with touching lines: {'; '.join(said)}.")


def curves(values: Curves, x: Sequence[float] | None = None, xlabel: str = "step", ylabel: str = "loss") -> Picture:
    """Return named curves in one frame, each labelled where it ends."""
    figure, (ax,) = _figure(6.4, 3.4)
    _draw_curves(ax, values, x)
    ax.set(xlabel=xlabel, ylabel=ylabel)
    return Picture(figure, f"{ylabel} by {xlabel}: {_course_of(values, x, xlabel)}.")


def history(measured: History, score: str = "accuracy", chance: float | None = None) -> Picture:
    """Return loss and score of a training run side by side, with the score of guessing as a dotted line."""
    measures = (measured.loss, measured.held_out_loss), (measured.score, measured.held_out_score)
    loss, scored = ({name: curve for name, curve in zip(("training", "held out"), both) if curve} for both in measures)
    figure, axes = _figure(8.4, 3.2, 2)
    for ax, name, values in zip(axes, ("loss", score), (loss, scored)):
        _draw_curves(ax, values)
        ax.set(title=name, xlabel="step")
    axes[0].set_ylim(bottom=0)
    if chance is not None:
        axes[1].axhline(chance, color=GREY, linestyle=":")
        axes[1].annotate(f"guessing: {chance:g}", (1, chance), xycoords=("axes fraction", "data"), color=GREY,
                         xytext=(0, -4), textcoords="offset points", ha="right", va="top")
        axes[1].set_ylim(0, 1.03)
    return Picture(figure, f"Loss: {_course_of(loss)}. {score.capitalize()}: {_course_of(scored)}.")


def beside(good: Sequence[float], others: Curves, ylabel: str = "loss", top: float = 2.0) -> Picture:
    """Return one panel for each of the other curves, with the good one in each; values above `top` leave the panel."""
    figure, axes = _figure(2.8 * len(others), 3, len(others), sharey=True)
    for ax, (name, values) in zip(axes, others.items()):
        for (color, style, _), curve in zip(SERIES, (good, values)):
            ax.plot(curve, style, color=color, linewidth=2.2)
        ax.set(title=name, xlabel="step", ylim=(0, top))
        inside = [step for step, value in enumerate(values) if value <= top]
        leaves = inside[-1] + 1 < len(values)
        end = (inside[-1], min(values[inside[-1]], 0.93 * top))
        ax.annotate("broken ↑" if leaves else "broken", end, xytext=(10 if leaves else 0, 3), color=ORANGE,
                    textcoords="offset points", ha="left" if leaves else "right")
        ax.annotate("good", (len(good), good[-1]), xytext=(0, -4), color=BLUE, textcoords="offset points",
                    ha="right", va="top")
    axes[0].set_ylabel(ylabel)
    return Picture(figure, f"Good {ylabel}: {_course_of({'': good})}. Broken: {_course_of(others)}.")


def _draw_curves(ax: Axes, values: Curves, x: Sequence[float] | None = None) -> None:
    for (color, style, _), (name, curve) in zip(SERIES, values.items()):
        across = range(len(curve)) if x is None else x
        ax.plot(across, curve, style, color=color, linewidth=2.2)
        if len(values) > 1:
            ax.annotate(name, (across[-1], curve[-1]), xytext=(5, 0), textcoords="offset points", va="center",
                        color=color)


def _course_of(values: Curves, x: Sequence[float] | None = None, xlabel: str = "step") -> str:
    """Say where curves begin and end, and where one is lowest in between."""
    said = []
    for name, curve in values.items():
        said.append(f"{name} from {curve[0]:.2f} to {curve[-1]:.2f}".strip())
        if min(curve) < min(curve[0], curve[-1]):
            at = list(curve).index(min(curve))
            said[-1] += f", lowest {min(curve):.2f} at {xlabel} {at if x is None else x[at]:g}"
    return "; ".join(said)


def confusion_matrices(matrices: dict[str, Tensor], classes: Sequence[str], positive: int | None = None) -> Picture:
    """Return counts, (classes, classes) each, side by side: rows actual, columns predicted, in the order of `classes`.

    With two classes, `positive` is the row that counts as positive: the cells are marked TP, FN, FP, TN.
    """
    size = max(2.7, 0.8 * len(classes) + 1)
    figure, axes = _figure(size * len(matrices), size, len(matrices))
    for ax, (name, matrix) in zip(axes, matrices.items()):
        counts = matrix.detach().cpu().numpy()
        pale = 2 * max(counts.max(), 1)  # no cell so dark that its black text is hard to read
        ax.imshow(counts, cmap="Blues", vmin=0, vmax=pale)
        ax.set(title=name, xlabel="predicted", ylabel="actual", xticks=range(len(classes)), yticks=range(len(classes)),
               xticklabels=classes, yticklabels=classes)
        ax.tick_params(length=0)
        for row, column in torch.cartesian_prod(*2 * [torch.arange(len(classes))]).tolist():
            mark = "" if positive is None else "TF"[row != column] + "NP"[column == positive] + " "
            ax.text(column, row, f"{mark}{counts[row, column]:g}", ha="center", va="center", color=INK, fontsize=12)
    said = [f"{name or 'counts'} {matrix.tolist()}" for name, matrix in matrices.items()]
    return Picture(figure, f"Confusion matrix, rows actual and columns predicted, in the order {', '.join(classes)}: "
                           f"{'; '.join(said)}.")


def bars(panels: dict[str, dict[str, float]]) -> Picture:
    """Return a few bars from 0 to 1 in each titled panel, with their values on top."""
    figure, axes = _figure(2.3 * len(panels), 3, len(panels), sharey=True)
    for ax, (title, values) in zip(axes, panels.items()):
        for place, ((color, _, _), value) in enumerate(zip(SERIES, values.values())):
            ax.bar(place, value, color=color, width=0.62)
            ax.text(place, value + 0.02, f"{value:.2f}", ha="center", color=INK)
        ax.set(title=title, xticks=range(len(values)), xticklabels=list(values), ylim=(0, 1.12))
    said = [f"{title}: " + ", ".join(f"{name} {value:.2f}" for name, value in values.items())
            for title, values in panels.items()]
    return Picture(figure, "; ".join(said).replace("\n", " ") + ".")
