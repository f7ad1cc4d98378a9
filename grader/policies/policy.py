"""The file `policies.toml`: due dates, grace, penalties, extensions, attempts, weights. Every line may be left out.

    [late]
    grace = "15 min"              # nobody pays for these; after them, the time since the due date counts
    penalty = "10% per day"       # of the points earned, for each day begun; or "20%" once, or "100%"
    cap = "50%"                   # the most that being late may cost

    [lessons.01_first_computation]
    due = "2026-12-01 23:59 Europe/Berlin"
    weight = 2                    # in the term's total; 1 where nothing is said
    attempts = "best"             # of several hand-ins the best counts; "last" where nothing is said

    [extensions.ada]
    01_first_computation = "2 days"

    [total]
    drop_lowest = 1               # lessons of which the worst counts nothing
"""
from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Literal

import msgspec

from grader.dates import parse_due, to_naive_utc
from grader.errors import WrongCall
from grader.printable import printable

FILE = "policies.toml"
UNITS = {"min": 60, "minute": 60, "h": 3600, "hour": 3600, "day": 86400, "week": 604800}
SPAN = re.compile(r"(\d+(?:\.\d+)?)\s*(min|minute|h|hour|day|week)s?", re.IGNORECASE)
PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*%")
RATE = re.compile(r"(\d+(?:\.\d+)?)\s*%(?:\s+(?:per|an?)\s+(hour|day|week))?", re.IGNORECASE)


class Late(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """What being late costs."""

    grace: str = "0 min"
    penalty: str = "0%"
    cap: str = "100%"


class Lesson(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """What holds for one lesson."""

    due: str = ""
    weight: float = 1
    attempts: Literal["best", "last"] = "last"


class Total(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """How the lessons' scores become a total."""

    drop_lowest: int = 0


class Policies(msgspec.Struct, forbid_unknown_fields=True, frozen=True, dict=True):
    """All policies of a class, as they are written."""

    late: Late | None = None
    lessons: Mapping[str, Lesson] = {}
    extensions: Mapping[str, Mapping[str, str]] | None = None
    total: Total = Total()

    def lesson(self, name: str) -> Lesson:
        """Return what holds for a lesson."""
        return self.lessons.get(name, Lesson())

    @cached_property
    def due(self) -> dict[str, datetime]:
        """The due dates by lesson, in naive UTC, as nbgrader keeps them."""
        return {name: to_naive_utc(parse_due(lesson.due)) for name, lesson in self.lessons.items() if lesson.due}

    def extension(self, learner: str, lesson: str) -> timedelta | None:
        """Return how much longer a learner has for a lesson; None for no longer than the others."""
        text = (self.extensions or {}).get(learner, {}).get(lesson)
        return None if text is None else read_span(text, f"extensions.{learner}.{lesson}")

    def penalty(self, points: float, late_s: float) -> float:
        """Return what being late costs, in points.

        Args:
            points: the points earned.
            late_s: seconds since the due date, extensions taken off.
        """
        if self.late is None or late_s <= read_span(self.late.grace, "late.grace").total_seconds():
            return 0.0
        share, per_s = read_rate(self.late.penalty)
        times = -(-late_s // per_s) if per_s else 1  # a day begun is a day
        return points * min(share * times, read_percent(self.late.cap, "late.cap"))


def read_policies(class_folder: Path) -> Policies:
    """Return the policies of a class; those of a class without the file are no policies.

    Raises:
        WrongCall: something in the file is not understood; it is named.
    """
    try:
        text = (class_folder / FILE).read_text(encoding="utf-8")
    except FileNotFoundError:
        return Policies()
    except (OSError, ValueError) as error:
        raise WrongCall(f"{FILE}: expected a text in UTF-8, got {type(error).__name__}. Save it again.") from None
    try:
        policies = msgspec.toml.decode(text, type=Policies)
    except (msgspec.MsgspecError, ValueError) as error:
        raise WrongCall(f"{FILE}: expected policies, got something else: {printable(str(error))}. Correct that line; "
                        "the documentation has an example.") from None
    _require_sense(policies)
    return policies


def _require_sense(policies: Policies) -> None:
    """Read every value once, so that a wrong one is named before anything is marked by it."""
    if policies.late:
        read_span(policies.late.grace, "late.grace")
        read_rate(policies.late.penalty)
        read_percent(policies.late.cap, "late.cap")
    for name, lesson in policies.lessons.items():
        if not 0 <= lesson.weight < float("inf"):
            raise _wrong(f"lessons.{name}.weight", "a number that is not negative", lesson.weight)
    policies.due  # noqa: B018 - it raises where a date is wrong
    for learner, spans in (policies.extensions or {}).items():
        for name in spans:
            policies.extension(learner, name)
    if policies.total.drop_lowest < 0:
        raise _wrong("total.drop_lowest", "a number that is not negative", policies.total.drop_lowest)


def read_span(text: str, where: str) -> timedelta:
    """Return a length of time such as "15 min", "2 hours", "3 days" or "1 week".

    >>> print(read_span("1.5 h", "late.grace"))
    1:30:00
    """
    if not (found := SPAN.fullmatch(text.strip())):
        raise _wrong(where, 'a time such as "15 min", "2 hours" or "3 days"', text)
    return timedelta(seconds=float(found[1]) * UNITS[found[2].lower()])


def read_percent(text: str, where: str) -> float:
    """Return a share such as "50%" as a number from 0 to 1."""
    found = PERCENT.fullmatch(text.strip())
    if not found or float(found[1]) > 100:
        raise _wrong(where, 'a share such as "50%"', text)
    return float(found[1]) / 100


def read_rate(text: str) -> tuple[float, float]:
    """Return the share of a penalty, and the seconds after which it counts again; 0 for one that counts once.

    >>> read_rate("10% per day")
    (0.1, 86400)
    """
    found = RATE.fullmatch(text.strip())
    if not found or float(found[1]) > 100:
        raise _wrong("late.penalty", 'a share such as "10% per day" or "20%"', text)
    return float(found[1]) / 100, UNITS[found[2].lower()] if found[2] else 0


def _wrong(where: str, expected: str, got: object) -> WrongCall:
    return WrongCall(f"{FILE}: {where}: expected {expected}, got {printable(str(got))[:60]!r}. Correct that line.")
