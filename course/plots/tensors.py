"""Small tensors as tables of their numbers."""
from __future__ import annotations

from typing import TYPE_CHECKING

from torch import Tensor

from course.plots.picture import GREY, INK, Picture, make_figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def grids(*parts: str | tuple[str, Tensor]) -> Picture:
    """Return small tensors as tables in a row, repeats (of `tensor.expand`) in dashed cells; a string is a sign."""
    widths = [_width(part) for part in parts]
    height = max(_as_rows(part[1]).shape[0] for part in parts if not isinstance(part, str))
    size = 0.5 * (sum(widths) + 0.3 * len(parts)), 0.5 * height + 0.85
    figure, axes = make_figure(*size, len(parts), width_ratios=widths)
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
