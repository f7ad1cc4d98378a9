"""The guesses made so far, kept in a file beside the notebooks; the first guess stays."""
from __future__ import annotations

from pathlib import Path

from course import notes

FILE = Path(".course-guesses.json")
_unsaved: dict[str, str] = {}  # where the folder is read-only, guesses last as long as the kernel


def load() -> dict[str, str]:
    """Return every committed choice, by prediction id; a damaged file counts as empty, and grading sees none."""
    if notes.is_grading():
        return {}
    saved = {key: text for key, text in notes.read(FILE).items() if isinstance(text, str)}
    return saved | _unsaved


def commit(prediction_id: str, choice: str) -> None:
    """Keep a guess."""
    _unsaved[prediction_id] = choice
    notes.write(FILE, notes.read(FILE) | {prediction_id: choice})
    if notes.read(FILE).get(prediction_id) == choice:
        del _unsaved[prediction_id]


def forget(prediction_id: str) -> None:
    """Drop a guess, if there is one."""
    _unsaved.pop(prediction_id, None)
    if prediction_id in (saved := notes.read(FILE)):
        notes.write(FILE, {key: text for key, text in saved.items() if key != prediction_id})
