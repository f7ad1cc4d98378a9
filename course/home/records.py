"""What was noted while the learner worked: outcomes, guesses and tries."""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from course import state
from course.state import earlier, file
from course.state.text import Damaged, Newer


@dataclass(frozen=True)
class Records:
    """Outcomes, tries and opened steps of hints by question, guesses by prediction, and the question checked last."""

    progress: dict[str, str] = field(default_factory=dict)
    guesses: dict[str, str] = field(default_factory=dict)
    tries: dict[str, int] = field(default_factory=dict)
    latest: str = ""
    versions: dict[str, Any] = field(default_factory=dict)  # from which version each copy comes, by lesson
    troubles: tuple[str, ...] = ()
    hints: dict[str, int] = field(default_factory=dict)  # opened steps


def read_records(work: Path, mend: bool = False) -> Records:
    """Return what was noted in a folder. What can't be read counts as not noted, and is told.

    Args:
        work: the folder.
        mend: move a damaged file aside and write anew what could be read of it; that's printed, and no trouble anymore.
    """
    try:
        return to_records(file.load(work / state.FILE))
    except FileNotFoundError:
        return to_records(earlier.collect(work))
    except Newer:
        return Records(troubles=(f"{state.FILE} comes from a newer version of the course: your progress doesn’t show "
                                 "here. It’s safe: update the course to see it.",))
    except Damaged as damage:
        if mend:
            state.read("progress", work)  # mends the file, and says where the damaged one is
            return to_records(damage.saved)
        return to_records(damage.saved, f"{state.FILE} is damaged. What could be read of it shows below, and your "
                                        "notebooks are fine. Run a lesson’s checks again to get the rest back.")
    except OSError as error:
        return Records(troubles=(f"{state.FILE} can’t be read ({error.strerror}), so your progress doesn’t show here. "
                                 "Your notebooks are fine.",))


def to_records(whole: dict[str, Any], *troubles: str) -> Records:
    """Return what a state says; entries of another form say nothing."""
    progress, guesses, tries, hints = (_part(whole, name) for name in ("progress", "guesses", "tries", "hints"))
    counts = {name: _entry(kept, "checks", int) for name, kept in tries.items()}
    outcomes = {name: said for name, said in progress.items() if isinstance(said, str)}
    times = {name: _time(_entry(kept, "last", str)) for name, kept in tries.items()}
    latest = max(times, key=times.__getitem__) if any(times.values()) else (list(outcomes) or [""])[-1]
    return Records(outcomes, {name: said for name, said in guesses.items() if isinstance(said, str)},
                   _counts(counts), latest, _part(whole, "lessons"), troubles,
                   _counts({name: _entry(kept, "opened", int) for name, kept in hints.items()}))


def _counts(found: dict[str, int]) -> dict[str, int]:
    return {name: min(max(count, 0), 9999) for name, count in found.items()}


def _part(whole: dict[str, Any], name: str) -> dict[str, Any]:
    part = whole.get(name)
    return part if isinstance(part, dict) else {}


def _entry(kept: Any, name: str, kind: type) -> Any:
    value = kept.get(name) if isinstance(kept, dict) else None
    return value if type(value) is kind else kind()


def _time(said: str) -> float:
    try:
        return datetime.fromisoformat(said).timestamp()
    except (ValueError, OverflowError, OSError):
        return 0.0
