"""How many tries and hints a lesson took, for learners who choose to tell. It never changes a mark."""
from __future__ import annotations

import json
from collections.abc import Iterable

from course.home.records import Records

FILE, FORMAT = "effort.json", 1


def effort_file(records: Records, questions: Iterable[str]) -> bytes:
    """Return what `effort.json` says: tries, and steps of hints that were opened, by question.

    A question that was neither tried nor helped with is left out.

    Args:
        records: what was noted while the learner worked.
        questions: the ids of the lesson's questions.
    """
    told = {name: {"tries": records.tries.get(name, 0), "hints": records.hints.get(name, 0)} for name in questions}
    used = {name: counts for name, counts in told.items() if any(counts.values())}
    return (json.dumps({"format": FORMAT, "questions": used}, indent=1) + "\n").encode()
