"""What a learner's card draws of an input: boxes, and the steps of precision against recall, as SVG.

Lines and words take the color of the text around them or one of the course's, so that they read well on a light and on
a dark page; no meaning hangs on color alone.
"""
from __future__ import annotations

from html import escape

from torch import Tensor

from course.checking.facts import Fact

ROOM = 16  # pixels around a drawing, for its words
SVG = ('<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{alt}" width="{width:.0f}" '
       'height="{height:.0f}" viewBox="0 0 {width:.0f} {height:.0f}" style="max-width:100%;font:12px sans-serif">'
       '{inside}</svg>')
BOX = ('<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{fill}" fill-opacity="0.3" '
       'stroke="{stroke}" stroke-width="2"{more}/>')
WORD = '<text x="{x:.1f}" y="{y:.1f}" fill="currentColor"{more}>{word}</text>'
EDGE = 150  # pixels of the longer side of a drawing


def draw_boxes(arguments: tuple, came: Fact) -> str:
    """Return both boxes where they lie, the first with a solid line, the second with a dashed one; overlap shaded."""
    from course.plots.picture import BLUE, ORANGE

    corners = [box.tolist() for box in arguments]
    left, top = (min(box[i] for box in corners) for i in (0, 1))
    right, bottom = (max(box[i] for box in corners) for i in (2, 3))
    scale = EDGE / max(right - left, bottom - top, 1)

    def rectangle(box: list[float], fill: str, stroke: str, more: str = "") -> str:
        x, y = ROOM + (box[0] - left) * scale, ROOM + (box[1] - top) * scale
        return BOX.format(x=x, y=y, width=(box[2] - box[0]) * scale, height=(box[3] - box[1]) * scale, fill=fill,
                          stroke=stroke, more=more)

    first, second = BLUE, ORANGE
    parts = [rectangle(corners[0], "none", first), rectangle(corners[1], "none", second, ' stroke-dasharray="6 4"')]
    both = _overlap(*corners)
    parts += [rectangle(both, "currentColor", "none")] if both else []
    height = 2 * ROOM + (bottom - top) * scale
    key = "solid: box_a · dashed: box_b" + (" · shaded: both" if both else " · no overlap")
    parts.append(WORD.format(x=ROOM, y=height + 8, word=key, more=""))
    return SVG.format(alt=_alt(corners, both), width=2 * EDGE, height=height + ROOM, inside="".join(parts))


def _overlap(a: list[float], b: list[float]) -> list[float] | None:
    both = [max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])]
    return both if both[0] < both[2] and both[1] < both[3] else None


def _alt(corners: list[list[float]], both: list[float] | None) -> str:
    named = zip(("box_a", "box_b", "the overlap"), [*corners, *([both] if both else [])])
    said = [f"{name} from ({box[0]:g}, {box[1]:g}) to ({box[2]:g}, {box[3]:g})" for name, box in named]
    return escape("; ".join(said) + ("" if both else "; they don't overlap"))


def draw_steps(arguments: tuple, came: Fact) -> str:
    """Return the steps of precision against recall: a bar for each hit, the surest first, as wide as its rise."""
    from course.plots.picture import BLUE

    scores, is_hit, n_objects = arguments
    bars = _bars(scores, is_hit)
    color, width, height = BLUE, EDGE / n_objects, EDGE * 0.7
    parts = [BOX.format(x=ROOM * 2 + i * width, y=ROOM + height * (1 - precision), width=width,
                        height=height * precision, fill=color, stroke=color, more="")
             for i, (_, precision) in enumerate(bars)]
    parts.append(BOX.format(x=ROOM * 2, y=ROOM, width=EDGE, height=height, fill="none", stroke="currentColor",
                            more=' stroke-dasharray="2 4"'))
    words = [(4, ROOM + 4, "1"), (4, ROOM + height + 4, "0"), (ROOM * 2, ROOM + height + 14, "0"),
             (ROOM * 2 + EDGE - 8, ROOM + height + 14, "1"), (ROOM * 2 + EDGE / 2 - 20, ROOM + height + 14, "recall →"),
             (ROOM * 2, ROOM - 5, "precision ↑"),
             (ROOM * 2, ROOM + height + 32, "a bar for each hit: add up their areas")]
    parts += [WORD.format(x=x, y=y, word=word, more="") for x, y, word in words]
    ranks = ", ".join(f"{precision:.2f} at place {place}" for place, precision in bars)
    alt = f"{len(bars)} of {n_objects} objects are hit; precision {ranks}" if bars else "no hit, so no area"
    return SVG.format(alt=escape(alt), width=2 * EDGE, height=height + 4 * ROOM, inside="".join(parts))


def _bars(scores: Tensor, is_hit: Tensor) -> list[tuple[int, float]]:
    """Return the place of each hit from 1, the surest first, and the precision there."""
    order = is_hit[scores.argsort(descending=True)].tolist()
    places = [place for place, hit in enumerate(order, 1) if hit]
    return [(place, n_hits / place) for n_hits, place in enumerate(places, 1)]
