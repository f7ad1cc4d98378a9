"""Small drawings for learners' cards: scores with a threshold, and curves with an epoch. Legible in light and dark."""
from __future__ import annotations

from collections.abc import Sequence
from html import escape

from torch import Tensor

# The course's colors (`course.plots.picture`): positive, negative, right and wrong.
ORANGE, BLUE, GREEN, PURPLE = "#B84A00", "#0072B2", "#00785A", "#A34A7C"
WIDTH, LEFT, RIGHT = 460, 12, 448
TEXT = '<text x="{x:.0f}" y="{y}" font-size="11" fill="currentColor" text-anchor="{anchor}">{text}</text>'
LINE = ('<line x1="{x:.1f}" x2="{x:.1f}" y1="{top}" y2="{bottom}" stroke="{color}" stroke-width="2"{dashed}/>')


def draw_scores(scores: Tensor, labels: Tensor, yours: float | None, right: float) -> str:
    """Return scores as dots on a line, positives filled and negatives hollow, and two thresholds."""
    def place(score: float) -> float:
        return LEFT + (RIGHT - LEFT) * min(max(score, 0), 1)

    dots = [f'<circle cx="{place(score):.1f}" cy="{34 if label == 1 else 52}" r="5" stroke="{color}" '
            f'stroke-width="1.5" fill="{color if label == 1 else "none"}"/>'
            for score, label in zip(scores.tolist(), labels.tolist()) for color in (ORANGE if label == 1 else BLUE,)]
    axis = f'<line x1="{LEFT}" x2="{RIGHT}" y1="43" y2="43" stroke="currentColor" stroke-opacity="0.5"/>'
    words = [TEXT.format(x=LEFT, y=75, anchor="start", text="0"), TEXT.format(x=RIGHT, y=75, anchor="end", text="1"),
             TEXT.format(x=WIDTH / 2, y=75, anchor="middle", text="filled: label 1, hollow: label 0")]
    alt = f"Scores from 0 to 1, {int((labels == 1).sum())} of them of positives."
    return _svg(80, [axis, *dots, *_lines(place, yours, right, 24, 62), *words], alt)


def draw_losses(train: Sequence[float], val: Sequence[float], yours: float | None, right: int) -> str:
    """Return two curves, training dashed and validation solid with its points, and two epochs."""
    low, high = min(*train, *val), max(*train, *val)

    def place(epoch: float) -> float:
        return LEFT + (RIGHT - LEFT) * min(max(epoch, 0), len(val) - 1) / max(len(val) - 1, 1)

    def height(loss: float) -> float:
        return 115 - 85 * (loss - low) / max(high - low, 1e-9)

    def curve(losses: Sequence[float], color: str, style: str) -> str:
        points = " ".join(f"{place(epoch):.1f},{height(loss):.1f}" for epoch, loss in enumerate(losses))
        return f'<polyline points="{points}" fill="none" stroke="{color}" stroke-width="2"{style}/>'

    dots = [f'<circle cx="{place(epoch):.1f}" cy="{height(loss):.1f}" r="3" fill="{ORANGE}"/>'
            for epoch, loss in enumerate(val)]
    words = [TEXT.format(x=LEFT, y=135, anchor="start", text="epoch 0"),
             TEXT.format(x=RIGHT, y=135, anchor="end", text=f"epoch {len(val) - 1}"),
             TEXT.format(x=WIDTH / 2, y=135, anchor="middle", text="dashed: training, solid: validation")]
    parts = [curve(train, BLUE, ' stroke-dasharray="5 4"'), curve(val, ORANGE, ""), *dots]
    return _svg(140, [*parts, *_lines(place, yours, right, 24, 118), *words], "Two loss curves, epoch by epoch.")


def _lines(place: object, yours: float | None, right: float, top: int, bottom: int) -> list[str]:
    """Return what is right as a green line, and what came as a dashed purple one, each with its word above."""
    assert callable(place)
    drawn = [LINE.format(x=place(right), top=top, bottom=bottom, color=GREEN, dashed=""),
             TEXT.format(x=place(right), y=10, anchor=_anchor(place(right)), text="right")]
    if yours is None:
        return drawn
    return [*drawn, LINE.format(x=place(yours), top=top, bottom=bottom, color=PURPLE, dashed=' stroke-dasharray="4 3"'),
            TEXT.format(x=place(yours), y=21, anchor=_anchor(place(yours)), text="yours")]


def _anchor(x: float) -> str:
    return "start" if x < LEFT + 20 else "end" if x > RIGHT - 20 else "middle"


def _svg(height: int, parts: Sequence[str], alt: str) -> str:
    return (f'<svg role="img" aria-label="{escape(alt)}" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" '
            f'style="max-width:100%;height:auto;color:inherit">{"".join(parts)}</svg>')
