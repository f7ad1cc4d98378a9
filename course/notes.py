"""Small notes in files beside the notebooks: what is done, how often a test set was looked at."""
from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path

from course.exchange import GRADING_SEED

GRADING = ("NBGRADER_EXECUTION", GRADING_SEED)  # set by nbgrader, and by the course's own grader


def is_grading() -> bool:
    """Return whether nbgrader or the course's own grader runs this kernel, where nobody learns anything."""
    return any(name in os.environ for name in GRADING)


def read(path: Path) -> dict:
    """Return the notes in a file; a missing or damaged one holds none."""
    with contextlib.suppress(OSError, ValueError, RecursionError):
        notes = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(notes, dict):
            return notes
    return {}


def write(path: Path, notes: dict) -> None:
    """Keep notes in a file, whole or not at all. Grading leaves no trace, a read-only folder none either."""
    if is_grading():
        return
    with contextlib.suppress(OSError):
        partial = path.with_suffix(".new")
        partial.write_text(json.dumps(notes, indent=1) + "\n", encoding="utf-8")
        partial.replace(path)
