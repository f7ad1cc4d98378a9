"""When something was handed in, from the `timestamp.txt` that nbgrader wrote, or somebody else did."""
from __future__ import annotations

import re
import warnings
from datetime import datetime

from grader.dates import MOMENT, NotAMoment, read_offset, read_wall, to_naive_utc
from grader.printable import printable

ZONE = re.compile(r"[A-Za-z][\w+-]*(/[\w+-]+)*", re.ASCII)  # no path, which `dateutil` would open
OTHER = re.compile(r"[\w ,.:+-]+", re.ASCII)
ADVICE = 'It counts as on time until the file says when, such as "2026-12-01 23:59:00 UTC".'
UNKNOWN = ("with a zone that nbgrader does not know and reads as UTC. If that is wrong, put the offset in its place, "
           "such as +02:00.")


def read_stamp(content: bytes | None) -> tuple[datetime | None, str]:
    """Return when something was handed in, in naive UTC, and what is wrong with the file that says it, else "".

    It is read as nbgrader reads it: without a zone, or with one that is unknown, it is UTC. Two things are not left to
    chance: an offset is an offset, also after a space, and a date that could be several is none.

    Args:
        content: the bytes of `timestamp.txt`; None if there is none.

    >>> read_stamp(b"2026-12-01 23:59:00.000000 UTC")
    (datetime.datetime(2026, 12, 1, 23, 59), '')
    """
    if content is None:
        return None, ""
    text = content.decode("utf-8", "replace").strip()
    got = f'"{printable(text)[:60]}"' if text else "an empty file"
    wrong = f"timestamp.txt: expected when it was handed in, got {got}"
    try:
        moment, is_known = _read(text)
    except (ValueError, ArithmeticError, TypeError):  # all that `dateutil` raises on what is no date
        return None, f"{wrong}. {ADVICE}"
    return moment, "" if is_known else f"{wrong}, {UNKNOWN}"


def _read(text: str) -> tuple[datetime, bool]:
    """Return a moment in naive UTC, and whether its zone is known."""
    from dateutil.tz import gettz

    found = MOMENT.fullmatch(text)
    if not found:
        return _read_other(text), True
    wall, name = read_wall(found), found["zone"]
    if zone := read_offset(name or "UTC"):
        return to_naive_utc(wall.replace(tzinfo=zone)), True
    if not ZONE.fullmatch(name) or name.upper() in ("AM", "PM"):
        raise NotAMoment(text, ADVICE)
    zone = gettz(name)
    return (to_naive_utc(wall.replace(tzinfo=zone)), True) if zone else (wall, False)


def _read_other(text: str) -> datetime:
    """Read a form of a class's own `Exchange.timestamp_format`, if it says the same whenever and however it is read."""
    from dateutil import parser
    from nbgrader.utils import parse_utc

    if not OTHER.fullmatch(text):
        raise NotAMoment(text, ADVICE)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of time zones with a learner's own names
        read = {parser.parse(text, default=default, dayfirst=dayfirst).replace(tzinfo=None)
                for default in (datetime(2001, 1, 1, 1, 1), datetime(2002, 2, 2, 2, 2)) for dayfirst in (True, False)}
        if len(read) > 1:
            raise NotAMoment(text, ADVICE)
        return parse_utc(text)
