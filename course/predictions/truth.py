"""One entry: what turns out to be right about a prediction, and why."""
from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Truth:
    """What turns out to be right.

    Args:
        id: the prediction's id, as in `predict("largest-exp", ...)`. It's also its name in the closing table, so use
            words: `[a-z][a-z0-9-]*`.
        right: the right choice, written exactly as in the lesson.
        because: one sentence that explains it, whatever the learner guessed. Backticks set code.
    """

    id: str
    right: str
    because: str
