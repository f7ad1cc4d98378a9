"""Read the results of a lesson one by one: what can't be read is named, and costs nobody else theirs."""
from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path

import msgspec

from grader.classroom.names import to_file_name
from grader.classroom.results import OF_CLASS, Graded

DAMAGED = "it is no JSON; the file may have been cut off"
OTHER = "it has other fields than results of this version"


@dataclass(frozen=True)
class Unread:
    """A file of results that can't be read.

    Attributes:
        file: its name.
        why: why it can't be.
    """

    file: str
    why: str


def read_kept(class_folder: Path, lesson: str) -> tuple[dict[str, Graded], list[Unread]]:
    """Return a lesson's results by learner, and the files that can't be read."""
    found: dict[str, Graded] = {}
    unread = []
    for path in sorted((class_folder / "results" / lesson).glob("*.json")):
        if path.name in OF_CLASS:
            continue
        try:
            one = _decode(path.read_bytes())
            _require_sense(one, path.name, lesson)
            found[one.learner] = one
        except OSError as error:
            unread.append(Unread(path.name, error.strerror or str(error)))
        except ValueError as error:
            unread.append(Unread(path.name, str(error)))
    return found, unread


def _decode(raw: bytes) -> Graded:
    try:
        return msgspec.json.decode(raw, type=Graded)
    except msgspec.ValidationError:
        raise ValueError(OTHER) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return _decode_slowly(raw)  # Python's own reads names that are not UTF-8, and NaN


def _decode_slowly(raw: bytes) -> Graded:
    try:
        return msgspec.convert(json.loads(raw), Graded)
    except msgspec.ValidationError:
        raise ValueError(OTHER) from None
    except (ValueError, RecursionError):
        raise ValueError(DAMAGED) from None


def _require_sense(one: Graded, file: str, lesson: str) -> None:
    numbers = [one.late_s, one.penalty, one.seconds, one.cpu_s]
    numbers += [number for each in one.results for number in (each.points, each.max_points, each.seconds)]
    if not all(map(math.isfinite, numbers)):
        raise ValueError("it has a score that is no number")
    if f"{to_file_name(one.learner)}.json" != file or one.lesson != lesson:
        raise ValueError("it is about another learner or lesson than its name says")
