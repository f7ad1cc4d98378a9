"""What courses before the one file kept in a file each; it's taken over, and the old files stay where they are."""
from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

FILES = {"progress": ".course-progress.json", "answers": ".course-answers.json", "guesses": ".course-guesses.json",
         "looks": ".course-looks.json"}


def collect(folder: Path) -> dict[str, Any]:
    """Return the parts of the state that the old files in a folder hold; what's damaged counts as empty."""
    found = {part: _read(folder / name) for part, name in FILES.items()}
    return {part: entries for part, entries in found.items() if entries}


def _read(path: Path) -> dict[str, Any]:
    with contextlib.suppress(OSError, ValueError, RecursionError):
        entries = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        if isinstance(entries, dict):
            return entries
    return {}
