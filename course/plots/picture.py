"""A picture and what it shows in words; the colors, marks and the style that all pictures share."""
from __future__ import annotations

import base64
import html
import io
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Okabe and Ito's colors, safe for color-blind readers, darkened until text in them reads well on white.
BLUE, ORANGE, GREEN, PURPLE, GREY, INK = "#0072B2", "#B84A00", "#00785A", "#A34A7C", "#5f6368", "#1f2328"
# One meaning for each, in every lesson. A wrong thing never wears the color of a right one.
POSITIVE, NEGATIVE, RIGHT, WRONG, OURS, BASELINE = ORANGE, BLUE, GREEN, PURPLE, INK, GREY
# What is neither a class nor right or wrong wears ink: strokes and marks tell several of them apart.
STROKES, MARKS = ("-", "--", "-.", ":"), ("o", "^", "s", "D")
PIXELS_PER_INCH = 88  # at this width a 10-point letter is as tall as the text around the picture
STYLE: dict[Any, Any] = {
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


def make_figure(width: float, height: float, columns: int = 1, rows: int = 1,
                **options: Any) -> tuple[Figure, list[Axes]]:
    """Return a figure in the course's style, `width` by `height` inches, and its panels, row by row."""
    import matplotlib  # only now: a lesson is graded without its pictures
    from matplotlib.figure import Figure

    with matplotlib.rc_context(STYLE):
        figure = Figure(figsize=(width, height), layout="constrained")
        axes = figure.subplots(rows, columns, squeeze=False, **options).ravel()
    return figure, list(axes)
