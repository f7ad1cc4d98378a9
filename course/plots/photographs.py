"""Photographs: with what a network makes of them, and with boxes."""
from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from torch import Tensor

from course.plots.picture import GREY, INK, OURS, RIGHT, STROKES, WRONG, Picture, make_figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Guesses = Sequence[tuple[str, float]]  # names with their probabilities, the most probable first


def guesses(panels: dict[str, tuple[Tensor, Guesses]], columns: int = 2) -> Picture:
    """Return each titled photograph with the best guesses beside it, as bars that end at their probability.

    Args:
        panels: by title: a photograph, (3, height, width), uint8 or from 0 to 1; and the guesses about it.
        columns: photographs in a row.
    """
    rows = -(-len(panels) // columns)
    figure, axes = make_figure(4.2 * columns, 1.75 * rows, 2 * columns, rows, width_ratios=(5, 6) * columns)
    for ax in axes[2 * len(panels):]:
        ax.axis("off")
    for place, (title, (pixels, named)) in enumerate(panels.items()):
        step = max(*pixels.shape[1:], 320) // 320  # a small panel shows no more pixels, and draws them faster
        show_photograph(axes[2 * place], pixels[:, ::step, ::step])
        axes[2 * place].set_title(title, loc="left")
        _draw_guesses(axes[2 * place + 1], named)
    said = [f"{title}: " + ", ".join(f"{name} {_digits(probability)}" for name, probability in named)
            for title, (_, named) in panels.items()]
    return Picture(figure, f"Photographs and guesses. {'; '.join(said)}.".replace("\n", " "))


def show_photograph(ax: Axes, pixels: Tensor) -> None:
    """Draw a photograph into a panel, with a thin frame: an overexposed one would vanish on white."""
    ax.imshow(pixels.detach().cpu().permute(1, 2, 0).numpy())
    ax.set(xticks=[], yticks=[], anchor="W")
    ax.spines[:].set(visible=True, color=GREY, linewidth=0.6)


def _draw_guesses(ax: Axes, named: Guesses) -> None:
    for row, (name, probability) in enumerate(named):
        ax.text(0, row, f"{name}  {_digits(probability)}", va="bottom", color=INK)
        ax.barh(row + 0.22, probability, height=0.26, color=OURS)
    ax.set(xlim=(0, 1.15), ylim=(max(len(named), 3) - 0.3, -0.9))
    ax.axis("off")


def _digits(probability: float) -> str:
    return f"{probability:.2f}" if probability >= 0.01 else f"{probability:.3f}" if probability >= 0.001 else "< 0.001"


def boxes(pixels: Tensor, panels: dict[str, dict[str, Tensor]]) -> Picture:
    """Return a photograph with named boxes on it, once for each titled panel.

    Args:
        pixels: the photograph, (3, height, width).
        panels: by title: boxes by name, (4,) each: left, top, right and bottom, in pixels.
    """
    width = 8.4 / len(panels)
    figure, axes = make_figure(8.4, width * pixels.shape[1] / pixels.shape[2] + 0.35, len(panels))
    for ax, (title, named) in zip(axes, panels.items()):
        show_photograph(ax, pixels)
        ax.set_title(title)
        for style, (name, box) in zip(STROKES, named.items()):
            _draw_box(ax, box.tolist(), name, INK, style)
    said = [f"{title}: " + ", ".join(f"{name} from ({box[0]:g}, {box[1]:g}) to ({box[2]:g}, {box[3]:g})"
                                     for name, box in named.items()) for title, named in panels.items()]
    return Picture(figure, f"A photograph with boxes, corners in pixels from the top left. {'; '.join(said)}.")


def detections(pixels: Tensor, panels: dict[str, tuple[Tensor, dict[str, tuple[Tensor, bool]]]]) -> Picture:
    """Return a photograph with true and proposed boxes, once for each titled panel.

    A true box is a thick dark line. A proposed one is dashed where it is a hit, dotted where it is a false alarm.

    Args:
        pixels: the photograph, (3, height, width).
        panels: by title: the true boxes, (n, 4); and by label a proposed one, (4,), with whether it is a hit.
    """
    width = 8.4 / len(panels)
    figure, axes = make_figure(8.4, width * pixels.shape[1] / pixels.shape[2] + 0.75, len(panels))
    for ax, (title, (true_boxes, proposed)) in zip(axes, panels.items()):
        show_photograph(ax, pixels)
        ax.set_title(title)
        for label, (box, is_hit) in proposed.items():
            _draw_box(ax, box.tolist(), label, *((RIGHT, "--") if is_hit else (WRONG, ":")))
        for box in true_boxes.tolist():
            _draw_box(ax, box, "", INK, "-", rim=3)
    figure.legend(handles=_legend_of_boxes(), loc="outside lower center", ncols=3, handlelength=3, frameon=False)
    said = [f"{title}: {len(true_boxes)} true; " + ", ".join(
        f"{label or 'the proposed one'} is a {'hit' if is_hit else 'false alarm'}"
        for label, (_, is_hit) in proposed.items()) for title, (true_boxes, proposed) in panels.items()]
    return Picture(figure, f"A photograph with true and proposed boxes. {'; '.join(said)}.")


def _legend_of_boxes() -> list:
    from matplotlib.lines import Line2D

    kinds = (("true box", INK, "-"), ("proposed, a hit", RIGHT, "--"), ("proposed, a false alarm", WRONG, ":"))
    return [Line2D([], [], color=color, linestyle=style, linewidth=2.2, label=name) for name, color, style in kinds]


def _draw_box(ax: Axes, box: list[float], name: str, color: str, style: str, rim: float = 4.5) -> None:
    """Draw a box with its name; a name that is empty is left out. No white rim covers the line of another box."""
    from matplotlib.patches import Rectangle

    left, top, right, bottom = box
    for order, line, width in ((2, "white", rim), (3, color, rim / 2)):  # the rim: a line is seen on dark ground, too
        ax.add_patch(Rectangle((left, top), right - left, bottom - top, fill=False, edgecolor=line, linewidth=width,
                               linestyle="-" if line == "white" else style, zorder=order))
    if not name:
        return
    below = style in ("--", "-.")  # the second name stands below, where it does not meet the first
    ax.annotate(name, (left, bottom if below else top), xytext=(0, -3 if below else 3), textcoords="offset points",
                va="top" if below else "bottom", fontsize=9, color=color, zorder=4,
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.2})
