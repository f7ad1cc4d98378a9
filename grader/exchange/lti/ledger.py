"""What a platform has taken: a line for each score, written as soon as it is there, so that a killed run resumes."""
from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

from filelock import FileLock, Timeout

from grader.errors import WrongCall

FOLDER = "passback"
TICK = timedelta(milliseconds=1)


@dataclass(frozen=True)
class Score:
    """What a learner gets for a lesson.

    Attributes:
        learner: the learner's name here.
        user_id: and at the platform, its `sub`.
        given: the points; None as long as a person has yet to give a part of them.
        maximum: the points that there are.
        submitted: when it was handed in, as ISO 8601; "" if unknown.
    """

    learner: str
    user_id: str
    given: float | None
    maximum: float
    submitted: str = ""


class Ledger:
    """The scores of a lesson that a platform has taken, by learner; one `grader passback` at a time has it."""

    def __init__(self, class_folder: Path, lesson: str) -> None:
        self.path = class_folder / FOLDER / f"{lesson}.jsonl"
        self._last: dict[str, dict] = {}
        self._tried: dict[str, datetime] = {}
        try:
            content = self.path.read_bytes() if self.path.exists() else b""
        except OSError as error:
            raise self._wrong(error) from None
        self._whole = content.rfind(b"\n") + 1  # what a killed run left behind it, is half a line
        for line in content[:self._whole].splitlines():
            entry = _parse(line)
            if entry:
                self._last[entry["learner"]] = entry
                self._tried[entry["learner"]] = datetime.fromisoformat(entry["timestamp"])

    def lock(self) -> FileLock:
        """Return a lock that is held.

        Raises:
            WrongCall: another process holds it.
        """
        lock = FileLock(f"{self.path}.lock", timeout=0)
        try:
            self.path.parent.mkdir(exist_ok=True)
            lock.acquire()
        except Timeout:  # before OSError, which it is, too
            raise WrongCall(f"{self.path.stem}: expected to pass marks back alone, got another `grader passback` at "
                            "work. Wait for it, then call this again.") from None
        except OSError as error:
            raise self._wrong(error) from None
        return lock

    def has(self, score: Score, item: str) -> bool:
        """Return whether the platform has this score already; item is its line item, "" for whichever it was."""
        last = self._last.get(score.learner, {})
        return (last.get("score") == asdict(score)) and item in ("", last.get("item"))

    def next_moment(self, learner: str) -> str:
        """Return a timestamp for a score: now, and later than the learner's last, whatever the clock says."""
        moment = datetime.now(timezone.utc)
        if learner in self._tried:
            moment = max(moment, self._tried[learner] + TICK)
        self._tried[learner] = moment
        return moment.isoformat(timespec="milliseconds")

    def add(self, score: Score, item: str, moment: str) -> None:
        """Keep that the platform has taken a score; it is on the disk when this returns.

        Raises:
            WrongCall: there is no room for it; the score will be sent again.
        """
        entry = {"learner": score.learner, "score": asdict(score), "item": item, "timestamp": moment}
        try:
            with self.path.open("r+b" if self.path.exists() else "xb") as file:
                file.seek(self._whole)
                file.truncate()
                file.write(json.dumps(entry).encode("ascii") + b"\n")
                file.flush()
                os.fsync(file.fileno())
                self._whole = file.tell()
        except OSError as error:
            raise self._wrong(error) from None
        self._last[score.learner] = entry

    def _wrong(self, error: OSError) -> WrongCall:
        return WrongCall(f"{FOLDER}/{self.path.name}: expected a file that can be written, got {error.strerror}. "
                         "Make room, or correct it, then call this again; it goes on where it was.")


def _parse(line: bytes) -> dict | None:
    """Return a line's entry; None if it is none, so that its score is sent again."""
    try:
        entry = json.loads(line)
        moment = datetime.fromisoformat(entry["timestamp"])
        return entry if isinstance(entry["learner"], str) and moment.tzinfo else None
    except (ValueError, TypeError, KeyError):
        return None
