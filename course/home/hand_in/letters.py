"""What comes back by the exchange: lessons that are released, and letters about what was handed in."""
from __future__ import annotations

import contextlib
import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from course.home.hand_in import exchange
from course.home.hand_in.exchange import Exchange
from course.work import notebooks
from course.work.folder import WrongCall, remember, renamed_lessons, shipped_lessons

MAX_BYTES = 50_000_000  # of a letter
STAMP = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[^/\\+]*")


@dataclass(frozen=True)
class Letter:
    """A letter about a hand-in.

    Attributes:
        lesson: the lesson's name.
        stamp: when the hand-in was made, as nbgrader writes it.
        path: where it lies.
    """

    lesson: str
    stamp: str
    path: Path

    @property
    def key(self) -> str:
        """What names it in an address."""
        return re.sub(r"\D", "", self.stamp)

    @property
    def when(self) -> str:
        return exchange.tell_stamp(self.stamp)


def letters(work: Path) -> list[Letter]:
    """Return the letters that were fetched into the work folder, by us or by `nbgrader fetch_feedback` there."""
    found = [Letter(path.stem, path.parent.name, path) for path in work.glob("*/feedback/*/*.html")
             if path.stem == path.parents[2].name and STAMP.fullmatch(path.parent.name)]
    return sorted(found, key=lambda each: (each.lesson, each.stamp))


def read_letter(work: Path, lesson: str, key: str) -> bytes | None:
    """Return a letter; None if there's no such one, or it is no file of a letter's size."""
    for letter in letters(work):
        if (letter.lesson, letter.key) == (lesson, key):
            with contextlib.suppress(OSError):
                if letter.path.is_file() and letter.path.stat().st_size <= MAX_BYTES:
                    return letter.path.read_bytes()
    return None


def fetch_letters(work: Path) -> list[Letter]:
    """Fetch letters, and return those that are new or were written anew.

    Raises:
        WrongCall: there's no exchange, or it can't be used.
    """
    found = _require(work)
    lessons = sorted({each.lesson for each in found.handed_in()})
    if not lessons or not (found.root / found.course / "feedback").is_dir():
        return []
    with tempfile.TemporaryDirectory(prefix="letters-") as place:
        exchange.call("feedback", work, lessons=lessons, place=place)
        return [Letter(each.lesson, each.stamp, target) for each in letters(Path(place))
                if (target := _keep(each.path, work / each.path.relative_to(place)))]


def _keep(fresh: Path, target: Path) -> Path | None:
    """Put a letter into its place; None if it's there already."""
    content = fresh.read_bytes()
    try:
        if target.is_file() and target.read_bytes() == content:
            return None
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    except OSError as error:
        raise WrongCall(f"{target}: expected to keep a letter there, got {error.strerror or error}. Make room, or "
                        "rename what has that name.") from None
    return target


def fetch_lessons(work: Path) -> list[str]:
    """Fetch released lessons that aren't in the work folder, and return the names of the new files.

    What is there is never touched.

    Raises:
        WrongCall: there's no exchange, it can't be used, or the folder can't be written.
    """
    found = _require(work)
    renamed = renamed_lessons(shipped_lessons(work), work)  # an empty copy beside it would be taken for the answers
    wanted = [lesson for lesson in found.released if f"{lesson}.ipynb" not in renamed
              and not all(os.path.lexists(work / name) for name in _of(found, lesson))]
    if not wanted:
        return []
    with tempfile.TemporaryDirectory(prefix="lessons-") as place:
        exchange.call("fetch", work, lessons=wanted, place=place)
        try:
            return [name for lesson in wanted for name in _bring(Path(place, lesson), work)]
        except OSError as error:
            raise WrongCall(f"{work}: expected to put lessons there, got {error.strerror or error}. Make room, or make "
                            "it a folder you may write to.") from None


def _of(found: Exchange, lesson: str) -> list[str]:
    try:
        return os.listdir(found.root / found.course / "outbound" / lesson)
    except OSError:
        return [f"{lesson}.ipynb"]


def _bring(fetched: Path, work: Path) -> Iterator[str]:
    """Copy the files of a lesson that aren't there yet; from which version a notebook comes is noted."""
    work.mkdir(exist_ok=True)
    for path in sorted(fetched.rglob("*")):
        target = work / path.relative_to(fetched)
        if path.is_file() and not os.path.lexists(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
            if path.suffix == ".ipynb":
                remember({path.stem: notebooks.fingerprints(path)}, work)
            yield str(path.relative_to(fetched))


def _require(work: Path) -> Exchange:
    found = exchange.find_exchange(work)
    if found is None:
        raise WrongCall("No exchange is configured here. Ask your instructor how letters and lessons reach you.")
    if not (found.root / found.course).is_dir():
        raise WrongCall(found.trouble)
    return found
