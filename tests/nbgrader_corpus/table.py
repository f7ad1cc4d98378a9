"""The corpus as one table: `PYTHONPATH=tests python -m nbgrader_corpus.table FOLDER [CLASS...]`."""
from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from nbgrader_corpus.marks import Key, Outcome
from nbgrader_corpus.pairs import PENALTY, Pair, grade_all
from nbgrader_corpus.reasons import explain
from nbgrader_corpus.settings import courses

SAME, REFUSED, UNEXPLAINED, TOO_HIGH = "same", "refused", "UNEXPLAINED", "TOO HIGH"


@dataclass(frozen=True)
class Row:
    """A pair, and what is to be said of it: "same", "refused", the reasons why it differs, or that there is none."""

    pair: Pair
    verdict: str

    def __str__(self) -> str:
        pair = self.pair
        line = f"{pair.name:<44} {pair.stock.points:>6g} {pair.ours.points:>6g} {pair.due:>6g}  {self.verdict}"
        if self.verdict == REFUSED:
            return f"{line}: {pair.ours.failed[:200]}"
        return line if UNEXPLAINED not in line and TOO_HIGH not in line else f"{line}\n{details(pair)}"


def judge(pair: Pair) -> Row:
    """Say of a pair whether both agree, and if not, why."""
    if pair.too_high:
        return Row(pair, TOO_HIGH)
    if pair.is_same:
        return Row(pair, SAME)
    if pair.is_refused:
        return Row(pair, REFUSED)
    reasons = explain(pair)
    if not reasons or not all(reasons.values()):
        return Row(pair, UNEXPLAINED)
    return Row(pair, "; ".join(dict.fromkeys(reasons.values())))


def details(pair: Pair) -> str:
    keys = dict.fromkeys([*pair.too_high, *pair.differing])
    return "\n".join(f"    {who}: {' '.join(f'{key[1]}={_show(outcome, key)}' for key in keys)} {outcome.failed[:200]}"
                     for who, outcome in (("stock", pair.stock), ("ours", pair.ours)))


def _show(outcome: Outcome, key: Key) -> str:
    return f"{outcome.penalties.get(key[0], 0):g}" if key[1] == PENALTY else str(outcome.marks.get(key, "none"))


def count(rows: Iterable[Row]) -> str:
    """Return how many pairs there are of each kind, one a line."""
    counts = Counter(row.verdict for row in rows)
    return "\n".join([f"{counts.total():>5} pairs", *(f"{n:>5} {verdict}" for verdict, n in counts.most_common())])


def main(folder: str, *names: str) -> None:
    chosen = [course for course in courses() if not names or course.name in names]
    rows = []
    for pair in grade_all(chosen, Path(folder)):
        rows.append(judge(pair))
        print(rows[-1], flush=True)
    print(count(rows))


if __name__ == "__main__":
    main(*sys.argv[1:])
