"""Who has which hand-in open, so that two graders get different ones, and what they have not saved yet.

A claim binds nobody and runs out by itself; it is a kindness, so whatever goes wrong with it is let pass.
"""
from __future__ import annotations

import hashlib
import json
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from grader.classroom.results import write_atomically

LASTS_S = 600  # since the grader last did anything with it
PATIENCE_S = 2  # for another grader's file lock


class Claims:
    """Claims and drafts of a lesson's graders, on any machine that has the class folder."""

    def __init__(self, class_folder: Path, lesson: str) -> None:
        self.folder = class_folder / "results" / lesson / "by-hand"

    def others(self, client: str) -> dict[str, str]:
        """Return who else has which grade open, by the grade's id."""
        return {grade: one["grader"] for grade, one in self._read().items() if one["client"] != client}

    def claim(self, grade: str, client: str, grader: str) -> None:
        """Note that a grader has opened a hand-in, which lets go of the one before; "" opens none."""
        with suppress(OSError, Timeout):
            self.folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self.folder / "claims.lock", timeout=PATIENCE_S):
                kept = {name: one for name, one in self._read().items() if one["client"] != client}
                if grade:
                    kept[grade] = {"client": client, "grader": grader, "until": time.time() + LASTS_S}
                write_atomically(self.folder / "claims.json", json.dumps(kept))

    def _read(self) -> dict[str, dict[str, Any]]:
        try:
            data = json.loads((self.folder / "claims.json").read_text(encoding="utf-8"))
            return {grade: one for grade, one in data.items() if one["until"] > time.time()}
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return {}

    def read_draft(self, grade: str, grader: str) -> dict[str, Any] | None:
        """Return what a grader has not saved yet, if anything."""
        try:
            draft = json.loads(self._draft(grade, grader).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return draft if isinstance(draft, dict) else None

    def keep_draft(self, grade: str, grader: str, draft: dict[str, Any] | None) -> None:
        """Keep what a grader has not saved yet; None where all is saved.

        Raises:
            OSError: it cannot be written.
        """
        if draft is None:
            self._draft(grade, grader).unlink(missing_ok=True)
        else:
            write_atomically(self._draft(grade, grader), json.dumps(draft) + "\n")

    def _draft(self, grade: str, grader: str) -> Path:
        name = hashlib.sha256(f"{grader}\0{grade}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
        return self.folder / "drafts" / f"{name}.json"
