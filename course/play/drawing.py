"""A picture drawn as SVG text: it's there within a millisecond, so a slider can redraw it while it moves."""
from __future__ import annotations

import base64
import html

from course.plots.picture import GREY, INK

LETTERS = "font-family:system-ui,sans-serif"


class Drawing:
    """Shapes on a white ground, and what they show in words.

    Args:
        width: in pixels.
        height: in pixels.
    """

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height, self.alt = width, height, ""
        self._shapes: list[str] = []

    def add(self, shape: str) -> None:
        """Add a piece of SVG as it is."""
        self._shapes.append(shape)

    def text(self, x: float, y: float, said: str, color: str = INK, size: int = 14, anchor: str = "middle",
             bold: bool = False) -> None:
        """Write a line; `y` is its base line, and `anchor` says which part of the line stands at `x`."""
        weight = 600 if bold else 400
        self._shapes.append(f'<text x="{x:.1f}" y="{y:.1f}" fill="{color}" font-size="{size}" text-anchor="{anchor}" '
                            f'font-weight="{weight}" style="{LETTERS}">{html.escape(said)}</text>')

    def line(self, x1: float, y1: float, x2: float, y2: float, color: str = GREY, width: float = 1,
             dash: str = "") -> None:
        """Draw a straight line; `dash` is SVG's, such as "5 4"."""
        self._shapes.append(f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{color}" '
                            f'stroke-width="{width}" stroke-dasharray="{dash}"/>')

    def box(self, x: float, y: float, width: float, height: float, fill: str, edge: str = "none") -> None:
        """Draw a rectangle from its upper left corner."""
        self._shapes.append(f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{fill}" '
                            f'stroke="{edge}"/>')

    def dot(self, x: float, y: float, color: str, filled: bool = True, radius: float = 4) -> None:
        """Draw a point, or a ring."""
        self._shapes.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{color if filled else "white"}" '
                            f'stroke="{color}" stroke-width="1.6"/>')

    def svg(self) -> str:
        """Return the drawing as the text of an SVG file."""
        size = f'width="{self.width}" height="{self.height}" viewBox="0 0 {self.width} {self.height}"'
        ground = f'<rect width="{self.width}" height="{self.height}" rx="6" fill="white"/>'
        return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{ground}{"".join(self._shapes)}</svg>'

    def html(self) -> str:
        """Return an image tag, which a page that isn't trusted shows, too."""
        data = base64.b64encode(self.svg().encode()).decode()
        return (f'<img src="data:image/svg+xml;base64,{data}" alt="{html.escape(self.alt)}" width="{self.width}" '
                'style="max-width:100%;height:auto">')

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/html": self.html(), "text/plain": self.alt}

    def __repr__(self) -> str:
        return f"Drawing: {self.alt}"
