"""The guesses made so far, kept in the state beside the notebooks; the first guess stays."""
from __future__ import annotations

from course import state


def load() -> dict[str, str]:
    """Return every committed choice, by prediction id; grading sees none."""
    return {key: text for key, text in state.read("guesses").items() if isinstance(text, str)}


def commit(prediction_id: str, choice: str) -> None:
    """Keep a guess."""
    state.update("guesses", lambda guesses: guesses | {prediction_id: choice})


def forget(prediction_id: str) -> None:
    """Drop a guess, if there is one."""
    state.update("guesses", lambda guesses: {key: text for key, text in guesses.items() if key != prediction_id})
