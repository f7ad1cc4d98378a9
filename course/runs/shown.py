"""The tries as a table and as a picture."""
from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from course.runs import log as tried
from course.runs.file import METRICS, Try

if TYPE_CHECKING:
    import pandas as pd

    from course.plots import Picture

BEST = "★ best"
FIRST, LAST = ("name", "metric", "score", "best"), ("time",)


def table(log: str = "") -> pd.DataFrame:
    """Return your tries as a table, the newest last, with the best of each metric marked.

    Args:
        log: which log to show.

    Returns:
        A row a try, under its number: name, metric, score, a mark on the best, a column for each setting, and when.
    """
    import pandas as pd

    found = tried.tries(log)
    marked = {winner.number for metric in METRICS
              if (winner := tried.best([one for one in found if one.metric == metric]))}
    rows = [_row(one, one.number in marked) for one in found]
    settings = dict.fromkeys(name for row in rows for name in row if name not in (*FIRST, *LAST))
    index = pd.Index([one.number for one in found], name="try", dtype="int64")
    shown = pd.DataFrame(rows, index=index, columns=[*FIRST, *settings, *LAST])
    for name in settings:
        if (missing := shown[name].isna()).any():  # a try that didn't have this setting
            shown[name] = shown[name].astype(object).mask(missing, "")
    return shown


def _row(one: Try, is_best: bool) -> dict[str, Any]:
    settings = {f"{name} (setting)" if name in (*FIRST, *LAST) else name: value for name, value in
                one.settings.items()}
    return settings | {"name": one.name, "metric": METRICS[one.metric], "score": one.score,
                       "best": BEST if is_best else "", "time": one.time}


def curve(log: str = "", marks: dict[str, float] | None = None) -> Picture:
    """Return a picture of each try's score, with a line for the best so far.

    If you noted several metrics, those of the newest try are shown.

    Args:
        log: which log to show.
        marks: by name, scores to draw as dotted lines across.
    """
    from course.plots.picture import GREY, INK, OURS, Picture, make_figure

    found = tried.tries(log)
    metric = found[-1].metric if found else "macro_f1"
    shown = [one for one in found if one.metric == metric and not math.isnan(one.score)]
    figure, (ax,) = make_figure(6.4, 3.2)
    ax.set(xlabel="try", ylabel=METRICS[metric])
    if not shown:
        ax.set(xticks=[], yticks=[])
        ax.text(0.5, 0.5, "No scores yet. Note your first with runs.note.", ha="center", va="center", color=GREY)
        return Picture(figure, "No scores yet.")
    numbers, scores = [one.number for one in shown], [one.score for one in shown]
    highest = [min(shown[:k + 1], key=lambda one: one.badness).score for k in range(len(shown))]
    for name, score in (marks or {}).items():
        ax.axhline(score, color=GREY, linestyle=":", linewidth=1.2)
        ax.annotate(f"{score:.2f}: {name}", (0.01, score), xycoords=("axes fraction", "data"), xytext=(0, 2),
                    textcoords="offset points", va="bottom", color=GREY, fontsize=9, parse_math=False)
    ax.step(numbers, highest, where="post", color=OURS, linewidth=1.6, label="best so far")
    ax.plot(numbers, scores, "o", color=GREY, markersize=7, label="each try")
    winner = tried.best(shown)
    assert winner is not None
    ax.annotate(f"{winner.name}\n{winner.score:.3f}", (winner.number, winner.score), xytext=(0, 9), color=INK,
                textcoords="offset points", ha="center", va="bottom", fontsize=9, parse_math=False)
    ax.set_xticks(numbers if len(numbers) <= 20 else numbers[::len(numbers) // 10])
    ax.margins(x=0.12, y=0.28)
    ax.legend(loc="best", frameon=False)
    each = "; ".join(f"try {one.number}, {one.name}, {one.score:.3f}" for one in shown[-20:])
    count = "1 try" if len(shown) == 1 else f"{len(shown)} tries"
    return Picture(figure, f"{METRICS[metric]} of {count}. {each}. Best: try {winner.number}, {winner.score:.3f}.")
