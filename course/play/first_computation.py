"""Lesson 1: a line to drag between two kinds of flowers, and a learning rate to turn on a map of the loss."""
from __future__ import annotations

import base64
import io
import math
from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from course.play.drawing import Drawing
from course.play.sliders import Sliders
from course.plots.picture import GREY, INK, NEGATIVE, OURS, POSITIVE

RATES = (0.0, 0.05, 0.5, 5.0, 40.0, 80.0)
N_STEPS = 60
WEIGHTS = (-8.0, 8.0)  # of either weight on the map
BANDS = (0.17, 0.2, 0.25, 0.35, 0.5, 0.7, 1, 1.5, 2.5, 4)  # losses at which the map changes its color


class Panel:
    """A square part of a drawing with axes of its own: it turns their numbers into pixels.

    Args:
        drawing: what it is part of.
        left: of its upper left corner, in pixels.
        top: likewise.
        side: its width and height, in pixels.
        across: the least and the largest number of the axis to the right.
        up: likewise, of the axis upward.
    """

    def __init__(self, drawing: Drawing, left: float, top: float, side: float, across: tuple[float, float],
                 up: tuple[float, float]) -> None:
        self.drawing, self.left, self.top, self.side, self.across, self.up = drawing, left, top, side, across, up

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return the pixels of a point."""
        right, above = ((value - low) / (high - low) for value, (low, high) in ((x, self.across), (y, self.up)))
        return self.left + self.side * right, self.top + self.side * (1 - above)

    def add(self, shape: str) -> None:
        """Add SVG that is cut off at the panel's edge."""
        size = f'x="{self.left}" y="{self.top}" width="{self.side}" height="{self.side}"'
        box = f"{self.left} {self.top} {self.side} {self.side}"
        self.drawing.add(f'<svg {size} viewBox="{box}">{shape}</svg>')

    def frame(self, across: str, up: str) -> None:
        """Draw the frame, the ends of both axes and their names."""
        self.drawing.box(self.left, self.top, self.side, self.side, "none", GREY)
        below, middle = self.top + self.side + 18, self.top + self.side / 2
        self.drawing.text(self.left + self.side / 2, below + 4, across, GREY)
        turn = f'transform="rotate(-90 {self.left - 12} {middle})"'
        self.drawing.add(f'<g {turn}>')
        self.drawing.text(self.left - 12, middle, up, GREY)
        self.drawing.add("</g>")
        for anchor, end, value in (("start", 0, self.across[0]), ("end", self.side, self.across[1])):
            self.drawing.text(self.left + end, below, f"{value:.1f}", GREY, 12, anchor)
        for shift, value in ((self.side, self.up[0]), (12, self.up[1])):
            self.drawing.text(self.left - 5, self.top + shift, f"{value:.1f}", GREY, 12, "end")

    def sides(self, across: float, up: float, b: float) -> None:
        """Tint the sides on which `across * x + up * y + b` is below and above 0, and draw the line between them."""
        (x_low, x_high), (y_low, y_high) = self.across, self.up
        slope_right, slope_up = across * (x_high - x_low), up * (y_high - y_low)  # of the logit, per side of the panel
        steep = math.hypot(slope_right, slope_up)
        if steep == 0:
            return
        ahead = slope_right / steep, -slope_up / steep  # in pixels, up is minus
        middle = (across * (x_low + x_high) + up * (y_low + y_high)) / 2 + b
        x = self.left + self.side * (0.5 - middle / steep * ahead[0])
        y = self.top + self.side * (0.5 - middle / steep * ahead[1])
        far, along = 3 * self.side + abs(middle / steep) * self.side, (-ahead[1], ahead[0])
        ends = [(x + sign * far * along[0], y + sign * far * along[1]) for sign in (1, -1)]
        shapes = []
        for color, sign in ((NEGATIVE, -1), (POSITIVE, 1)):
            beyond = [(x_end + sign * far * ahead[0], y_end + sign * far * ahead[1]) for x_end, y_end in ends]
            corners = " ".join(f"{i:.1f},{j:.1f}" for i, j in (*ends, *beyond[::-1]))
            shapes.append(f'<polygon points="{corners}" fill="{color}" fill-opacity="0.1"/>')
        (x1, y1), (x2, y2) = ends
        shapes.append(f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="{INK}" stroke-width="2.2"/>')
        self.add("".join(shapes))

    def flowers(self, x: Tensor, y: Tensor, says: Tensor) -> None:
        """Draw circles for class 0 and triangles for class 1, filled where a model says the right one."""
        for (i, j), kind, said in zip(x.tolist(), (y > 0).tolist(), says.tolist()):
            across, up = self.place(i, j)
            color = POSITIVE if kind else NEGATIVE
            look = f'fill="{color if kind == said else "white"}" stroke="{color}" stroke-width="1.6"'
            triangle = f'<path d="M{across:.1f} {up - 5.5:.1f}l5 9h-10z" {look}/>'
            circle = f'<circle cx="{across:.1f}" cy="{up:.1f}" r="4.2" {look}/>'
            self.drawing.add(triangle if kind else circle)


def line(x: Tensor, y: Tensor, features: Sequence[str], classes: Sequence[str], turn: int = 70,
         shift: int = 30) -> Sliders:
    """Return two sliders that turn and shift a line between two classes, and the share that it gets right.

    Args:
        x: points, (n, 2).
        y: their classes, 0 or 1, (n,).
        features: names of the two axes.
        classes: names of class 0 and class 1; the line says class 1 above it.
        turn: the line's angle at first, in degrees; 0 lies flat.
        shift: how far it lies from the middle at first, in percent of half the picture.
    """
    return Sliders(lambda turned, shifted: draw_line(x, y, features, classes, turned, shifted),
                   {"turn": (range(-85, 90, 5), turn), "shift": (range(-60, 65, 5), shift)})


def draw_line(x: Tensor, y: Tensor, features: Sequence[str], classes: Sequence[str], turn: float,
              shift: float) -> Drawing:
    """Return the points of two classes and a line at an angle (degrees) and a distance (percent of half a side)."""
    x, y = x.detach().cpu(), y.detach().cpu()
    low, high = x.amin(dim=0), x.amax(dim=0)
    pad = 0.06 * (high - low)
    low, high = low - pad, high + pad
    angle = math.radians(turn)
    normal = torch.tensor([-math.sin(angle), math.cos(angle)])  # of a panel that is 1 wide and high
    w = normal / (high - low)
    b = -(normal.sum() + shift / 100).item() / 2 - (w @ low).item()
    says = x @ w + b > 0
    right = int((says == (y > 0)).sum())
    drawing = Drawing(620, 430)
    panel = Panel(drawing, 60, 12, 370, (low[0].item(), high[0].item()), (low[1].item(), high[1].item()))
    panel.sides(w[0].item(), w[1].item(), b)
    panel.flowers(x, y, says)
    panel.frame(*features)
    _draw_key(drawing, 450, 40, classes)
    drawing.text(450, 210, f"{right}", size=56, anchor="start", bold=True)
    drawing.text(450, 236, f"of {len(y)} right", size=16, anchor="start")
    drawing.alt = (f"{len(y)} flowers, {features[0]} across, {features[1]} up, and a line at {turn} degrees, shifted "
                   f"by {shift} percent; above it, it says {classes[1]}: {right} of {len(y)} right.")
    return drawing


def _draw_key(drawing: Drawing, left: float, top: float, classes: Sequence[str]) -> None:
    """Say which mark is which class, and that a hollow one is on the wrong side."""
    for row, (name, color) in enumerate(zip(classes, (NEGATIVE, POSITIVE))):
        middle = top + 24 * row
        drawing.text(left, middle + 5, "▲" if row else "●", color, 15, "start")
        drawing.text(left + 22, middle + 5, name, color, 15, "start")
    drawing.text(left, top + 56, "hollow: wrong side", INK, 14, "start")


def descent(x: Tensor, y: Tensor, start: Sequence[float], features: Sequence[str], classes: Sequence[str],
            learning_rate: float = 0.5, step: int = 15) -> Sliders:
    """Return sliders for learning rate and step: where two weights stand on a map of the loss, and their line.

    The model is `x @ w`, with no bias, so that a map shows all it has.

    Args:
        x: points, (n, 2), standardized.
        y: their classes, 0 or 1, (n,).
        start: the two weights before the first step.
        features: names of the two axes.
        classes: names of class 0 and class 1.
        learning_rate: the one chosen at first, one of `RATES`.
        step: likewise, up to `N_STEPS`.
    """
    x, y = x.detach().cpu(), y.detach().cpu().float()
    drawn = _draw_map(x, y)
    ways = {rate: _walk(x, y, start, rate) for rate in RATES}
    return Sliders(lambda rate, at: draw_descent(x, y, ways[rate][:at + 1], drawn, features, classes, rate),
                   {"learning rate": (RATES, learning_rate), "step": (range(N_STEPS + 1), step)})


def draw_descent(x: Tensor, y: Tensor, way: Tensor, drawn: str, features: Sequence[str], classes: Sequence[str],
                 learning_rate: float) -> Drawing:
    """Return the way of two weights, (steps, 2), over a map of the loss, and the line of the last ones."""
    w = way[-1]
    loss, right = _losses(x, y, w[None]).item(), ((x @ w > 0) == (y > 0)).float().mean().item()
    drawing = Drawing(860, 440)
    chart = Panel(drawing, 52, 40, 350, WEIGHTS, WEIGHTS)
    chart.add(f'<image x="52" y="40" width="350" height="350" preserveAspectRatio="none" href="{drawn}"/>')
    points = [chart.place(*weights) for weights in way.tolist()]
    path = "L".join(f"{i:.1f} {j:.1f}" for i, j in points)
    dots = "".join(f'<circle cx="{i:.1f}" cy="{j:.1f}" r="2.6" fill="{OURS}"/>' for i, j in points[:-1])
    i, j = points[-1]
    end = f'<circle cx="{i:.1f}" cy="{j:.1f}" r="6.5" fill="{OURS}" stroke="white" stroke-width="2"/>'
    rim = f'<path d="M{path}" fill="none" stroke="white" stroke-width="7" stroke-linejoin="round"/>'  # for dark ground
    chart.add(f'{rim}<path d="M{path}" fill="none" stroke="{OURS}" stroke-width="1.4"/>{dots}{end}')
    chart.frame(f"weight of {features[0]}", f"weight of {features[1]}")
    where = "" if w.abs().max() <= WEIGHTS[1] else ", off the map"
    drawing.text(227, 26, f"map of the loss: here {loss:.3f}{where}", size=16, bold=True)
    low, high = x.amin(dim=0) - 0.3, x.amax(dim=0) + 0.3
    panel = Panel(drawing, 492, 40, 350, (low[0].item(), high[0].item()), (low[1].item(), high[1].item()))
    panel.sides(w[0].item(), w[1].item(), 0.0)
    panel.flowers(x, y, x @ w > 0)
    panel.frame(*(f"{name}, standardized" for name in features))
    drawing.text(667, 26, f"its line: accuracy {right:.2f}", size=16, bold=True)
    before, now = (", ".join(f"{value:.2f}" for value in weights.tolist()) for weights in (way[0], w))
    drawing.alt = (f"With learning rate {learning_rate:g}, after {len(way) - 1} steps from weights {before}, the "
                   f"weights are {now}{where}. Loss {loss:.3f}, accuracy {right:.2f}.")
    return drawing


def _walk(x: Tensor, y: Tensor, start: Sequence[float], learning_rate: float) -> Tensor:
    """Return the weights before each step and after the last, (steps + 1, 2)."""
    way = [torch.tensor(start)]
    for _ in range(N_STEPS):
        gradient = (torch.sigmoid(x @ way[-1]) - y) @ x / len(y)
        way.append(way[-1] - learning_rate * gradient)
    return torch.stack(way)


def _losses(x: Tensor, y: Tensor, weights: Tensor) -> Tensor:
    """Return the loss of each pair of weights, (n, 2) → (n,)."""
    logits = weights @ x.T  # (n, flowers)
    return functional.binary_cross_entropy_with_logits(logits, y.expand(len(weights), -1), reduction="none").mean(dim=1)


def _draw_map(x: Tensor, y: Tensor, n: int = 160) -> str:
    """Return the losses of all pairs of weights on the map as the address of a PNG: pale is low, dark is high."""
    from PIL import Image

    steps = torch.linspace(*WEIGHTS, n)
    grid = torch.cartesian_prod(steps.flip(0), steps).flip(1)  # the second weight upward
    band = torch.bucketize(_losses(x, y, grid), torch.tensor(BANDS)).reshape(n, n, 1).numpy() / len(BANDS)
    pale, dark = np.array([247.0, 251, 255]), np.array([33.0, 96, 150])
    file = io.BytesIO()
    Image.fromarray((pale + band * (dark - pale)).astype(np.uint8)).resize((4 * n, 4 * n)).save(file, "PNG")
    return f"data:image/png;base64,{base64.b64encode(file.getvalue()).decode()}"
