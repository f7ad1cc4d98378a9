"""Which steps of hints may be opened, and which are."""
from __future__ import annotations

import time

from course import progress, state

FREE = 2  # steps that open without a try
_LATER = ("{} opens once you've checked an answer of your own.",
         "{} opens once you've changed your answer and checked it again.")


def n_allowed(n_steps: int, n_tries: int, is_passed: bool) -> int:
    """Return how many steps may be opened: the last two take a try each, and whoever is right may see all.

    >>> [n_allowed(4, tries, False) for tries in (0, 1, 2)]
    [2, 3, 4]
    """
    return n_steps if is_passed else min(n_steps, FREE + n_tries)


def tell_try(title: str, n_open: int) -> str:
    """Return what it takes to open the step with this title, of which `n_open` others are open."""
    return _LATER[min(n_open - FREE, 1)].format(title)


def n_allowed_now(question_id: str, n_steps: int) -> int:
    """Return how many steps of a question may be opened now."""
    return n_allowed(n_steps, progress.tries(question_id).different, progress.load().get(question_id) == "passed")


def n_opened(question_id: str) -> int:
    """Return how many steps were opened so far."""
    kept = state.read("hints").get(question_id)
    opened = kept.get("opened") if isinstance(kept, dict) else 0
    return opened if isinstance(opened, int) else 0


def note_opened(question_id: str, n_steps: int) -> None:
    """Note for the learner alone that steps were opened. It is no part of any mark."""
    if n_steps > n_opened(question_id):
        opened = {"opened": n_steps, "last": round(time.time())}
        state.update("hints", lambda hints: {**hints, question_id: opened})
