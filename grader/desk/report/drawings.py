"""Pictures of a class as SVG: each says in words what it shows, or stands beside the number that it draws."""
from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from grader.desk.report.statistics import Discrimination, median

BINS, WIDTH, HEIGHT = 10, 480, 120  # of the histogram: bars, and how large it is drawn
LONG = 120  # how long a bar in a table is drawn


def draw_histogram(shares: Sequence[float]) -> Markup:
    """Return how many learners have which share of the points, with the middle one marked."""
    counts = [0] * BINS
    for share in shares:
        counts[min(BINS - 1, max(0, int(share * BINS + 1e-9)))] += 1
    most, step = max(counts, default=0) or 1, WIDTH / BINS
    parts = [Markup('<rect x="{:.0f}" y="{:.1f}" width="{:.0f}" height="{:.1f}"/>').format(
        15 + i * step + 2, 20 + HEIGHT * (1 - n / most), step - 4, HEIGHT * n / most) for i, n in enumerate(counts)]
    parts += [Markup('<text x="{:.0f}" y="{:.1f}" text-anchor="middle">{}</text>').format(
        15 + (i + 0.5) * step, 15 + HEIGHT * (1 - n / most), n) for i, n in enumerate(counts) if n]
    parts += [Markup('<text x="{:.0f}" y="{}" text-anchor="middle">{}</text>').format(
        15 + i * step, HEIGHT + 38, f"{i * 100 // BINS}{'%' * (i == BINS)}") for i in range(BINS + 1)]
    middle = median(shares)
    if middle is not None:
        x = 15 + WIDTH * min(1.0, max(0.0, middle))
        parts.append(Markup('<path class="middle" d="M{:.1f} 16V{}"/><text x="{:.1f}" y="{}" text-anchor="{}">middle '
                            '{:.0%}</text>').format(x, HEIGHT + 24, x, 10, "start" if middle < 0.5 else "end", middle))
    return _svg(WIDTH + 36, HEIGHT + 44, "histogram", _tell(counts, middle), Markup("").join(parts))


def _tell(counts: Sequence[int], middle: float | None) -> str:
    """Return a histogram in words."""
    told = [f"{n} with {i * 100 // BINS} to {(i + 1) * 100 // BINS}%" for i, n in enumerate(counts) if n]
    return f"Learners by their share of the points: {', '.join(told) or 'none'}." + (
        f" Half of them have {middle:.0%} or more." if middle is not None else "")


def draw_outcomes(outcomes: Mapping[str, int]) -> Markup:
    """Return a bar of who got a question right, partly right, and so on; the numbers stand beside it."""
    n, x, parts = sum(outcomes.values()), 0.0, []
    for outcome, count in outcomes.items():
        width = LONG * count / n
        parts.append(Markup('<rect class="{}" x="{:.1f}" width="{:.1f}" height="12"/>').format(outcome, x, width))
        x += width
    return _svg(LONG, 12, "small", "", Markup("").join(parts))


def draw_share(share: float) -> Markup:
    """Return a bar as long as a share of the whole."""
    return _svg(LONG, 12, "small", "", Markup('<rect class="track" width="{}" height="12"/><rect class="lost" '
                                              'width="{:.1f}" height="12"/>').format(LONG, LONG * share))


def draw_discrimination(one: Discrimination) -> Markup:
    """Return a correlation as a dot between -1 and 1, on the line where it may as well be."""
    if one.r is None or one.low is None or one.high is None:
        return Markup("")
    at = [LONG / 2 * (1 + each) for each in (one.low, one.high, one.r)]
    return _svg(LONG, 12, "small", "", Markup(
        '<path class="axis" d="M0 6H{}M{} 1V11"/><path class="interval" d="M{:.1f} 6H{:.1f}"/>'
        '<circle cx="{:.1f}" cy="6" r="4"/>').format(LONG, LONG // 2, *at))


def draw_trend(shares: Sequence[float | None]) -> Markup:
    """Return a learner's shares, lesson by lesson, as a line; where nothing was handed in, it has a gap."""
    step = LONG / max(1, len(shares) - 1)
    points = [(i * step * 0.9 + 6, 28 - 24 * min(1.0, max(0.0, share))) for i, share in enumerate(shares)
              if share is not None]
    path = " ".join(f"{'M' if not i or shares[place - 1] is None else 'L'}{x:.1f} {y:.1f}" for i, (place, (x, y)) in
                    enumerate(zip([i for i, share in enumerate(shares) if share is not None], points)))
    dots = Markup("").join(Markup('<circle cx="{:.1f}" cy="{:.1f}" r="3"/>').format(*point) for point in points)
    told = ", ".join("nothing" if share is None else f"{share:.0%}" for share in shares)
    return _svg(LONG, 32, "trend", f"Share of the points, lesson by lesson: {told}.", Markup(
        '<path class="axis" d="M0 28H{}"/><path class="line" d="{}"/>').format(LONG, path) + dots)


def _svg(width: int, height: int, name: str, told: str, inner: Markup) -> Markup:
    role = Markup('role="img" aria-label="{}"').format(told) if told else Markup('aria-hidden="true"')
    return Markup('<svg class="{}" viewBox="0 0 {} {}" width="{}" height="{}" {}>{}</svg>').format(
        name, width, height, width, height, role, inner)
