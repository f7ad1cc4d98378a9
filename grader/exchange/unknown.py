"""Names in `policies.toml` that no learner and no lesson has: a typo there would cost somebody their extension."""
from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from grader.exchange.roster import FILE as ROSTER
from grader.exchange.roster import read_roster
from grader.lessons.copies import find_lessons
from grader.policies.policy import FILE, read_policies
from grader.printable import printable


def find_unknown(class_folder: Path) -> Iterator[str]:
    """Yield a line for each lesson that isn't there, and for each learner who isn't in the roster, if there's one."""
    policies = read_policies(class_folder)
    extensions = policies.extensions or {}
    lessons = known_lessons(class_folder)
    for name in dict.fromkeys([*policies.lessons, *(lesson for spans in extensions.values() for lesson in spans)]):
        if name not in lessons:
            yield _line(name, "no lesson is called that", lessons)
    if extensions and (class_folder / ROSTER).exists():
        learners = [one.learner for one in read_roster(class_folder).people]
        for name in extensions:
            if name not in learners and not (class_folder / "submitted" / name).is_dir():
                yield _line(name, f"{ROSTER} has nobody of that name", learners)


def known_lessons(class_folder: Path) -> list[str]:
    """Return the lessons of the course, and those of the class."""
    own = {path.parent.name for step in ("source", "release") for path in (class_folder / step).glob("*/*.ipynb")}
    return sorted({*find_lessons(), *own})


def _line(name: str, why: str, known: list[str]) -> str:
    close = get_close_matches(name, known, 1)
    return (f"{FILE}: {printable(name)[:100]}: {why}, so what it says has no effect."
            + (f" Did you mean {printable(close[0])}?" if close else ""))
