"""`grader regrade` and `grader history`: what marks would become, what they were, and why."""
from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict

from rich.table import Table

from grader.marking.history import Entry, find_causes
from grader.marking.regrade import Change, Preview
from grader.printable import printable

CHANGES, HISTORY = ("learner", "question", "now", "then", "why"), ("since (UTC)", "points", "penalty", "what changed")


def changes_table(changes: Iterable[Change]) -> Table:
    """Return the marks that a regrade would change, one a row."""
    table = Table(*CHANGES)
    for change in changes:
        note = " Points given by hand stay; look at them again." if change.by_hand else ""
        table.add_row(*map(_cell, (change.learner, change.question, _points(change.before), _points(change.after),
                                   f"{change.why or 'unknown'}. {change.message}{note}".strip())))
    return table


def summary(preview: Preview, lesson: str) -> str:
    """Return what a preview came to, in a sentence or two."""
    learners = len({change.learner for change in preview.changes})
    if not preview.changes:
        return f"{preview.n_tried} tried again: no mark would change."
    up = sum((change.after or 0) > (change.before or 0) for change in preview.changes)
    return (f"{preview.n_tried} tried again: {_count(len(preview.changes), 'mark')} of {_count(learners, 'learner')} "
            "would change, "
            f"{up} up and {len(preview.changes) - up} down. Nothing was written. "
            f"To apply it: `grader regrade {lesson}`.")


def _count(n: int, what: str) -> str:
    return f"{n} {what}" if n == 1 else f"{n} {what}s"


def to_json(preview: Preview) -> str:
    """Return a preview as JSON."""
    return json.dumps({"changes": [asdict(change) for change in preview.changes], "tried": preview.n_tried,
                       "failed": preview.failed})


def history_table(entries: list[Entry]) -> Table:
    """Return a learner's marks for a lesson over time, the oldest first."""
    table = Table(*HISTORY)
    for before, entry in zip([None, *entries], entries):
        causes = find_causes(before.depends_on, entry.depends_on) if before else ["first graded"]
        moved = [f"{question} {_points(before.points.get(question))} → {_points(points)}" for question, points in
                 entry.points.items() if before and before.points.get(question) != points]
        table.add_row(*map(_cell, (entry.when, _points(sum(entry.points.values())), _points(entry.penalty),
                                   "; ".join(filter(None, (", ".join(causes), ", ".join(moved)))))))
    return table


def _points(points: float | None) -> str:
    return "–" if points is None else f"{points:g}"


def _cell(text: str) -> str:
    from rich.markup import escape

    return escape(printable(text))
