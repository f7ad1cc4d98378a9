"""Dates as people write them: read strictly, never guessed, and kept as nbgrader keeps them, in naive UTC."""
from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone, tzinfo
from difflib import get_close_matches
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from grader.errors import WrongCall
from grader.printable import printable

DAY = r"(?P<day>\d{4}-\d\d-\d\d|\d{8})"
MOMENT = re.compile(DAY + r"(?:T|[ \t]+)(?P<time>\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?|\d{4}(?:\d\d(?:[.,]\d{1,9})?)?)"
                    r"(?![\d:.,])[ \t]*(?P<zone>.*)", re.ASCII | re.IGNORECASE)
DAY_ALONE = re.compile(DAY + r"(?![\d.:])[ \tT]*(?P<zone>[^\d]*|[+-][\d:]+)", re.ASCII | re.IGNORECASE)
TIME_FIRST = re.compile(r"T?\d?\d:\d\d", re.ASCII)
NO_FIXED_ORDER = re.compile(r"\d{1,2}([./-])\s*\d{1,2}\1\s*\d{2,4}", re.ASCII)
OFFSET = re.compile(r"(?:UTC|GMT)?(?P<sign>[+\u2212-])(?P<hours>\d\d)(?::?(?P<minutes>[0-5]\d))?", re.ASCII)
EXAMPLES = '"2026-12-01 23:59 Europe/Berlin", "2026-12-01 23:59 +01:00" or "2026-12-01 23:59 UTC"'
YEARS = range(1980, 2200)  # of which every system has the local time


class NotAMoment(ValueError):
    """A text that names no one moment; `got` continues "got TEXT", and `advice` is what to do next."""

    def __init__(self, got: str, advice: str) -> None:
        super().__init__(got)
        self.got, self.advice = got, advice


def parse_due(text: str, own_zone: str = "") -> datetime:
    """Return the moment that a due date names, with its zone.

    Args:
        text: what was written.
        own_zone: name of the zone of dates that name none; "" if nothing may be assumed.

    Raises:
        WrongCall: it names no moment, or could be several.

    >>> print(parse_due("2026-12-01 23:59 -0500"))
    2026-12-01 23:59:00-05:00
    """
    try:
        return parse_moment(text, own_zone)
    except NotAMoment as error:
        raise WrongCall(f"--due: expected a date, a time and a time zone, such as {EXAMPLES}, "
                        f'got "{printable(text)[:60]}"{error.got}. {error.advice}') from None


def parse_moment(text: str, own_zone: str = "") -> datetime:
    """Return the one moment that an ISO date and time with a zone name.

    Raises:
        NotAMoment: it names none, or could be several.
    """
    found = MOMENT.fullmatch(text.strip())
    if not found:
        raise _explain(text.strip())
    wall = read_wall(found)
    when = f"{wall:%Y-%m-%d %H:%M}"
    if not found["zone"] and not own_zone:
        here = wall.astimezone()
        raise NotAMoment(", which names no time zone", f'For the time on this machine, write "{here:%Y-%m-%d %H:%M} '
                         f'{show_offset(here)}"; for a place, "{when} Europe/Berlin". To leave it out from now on, set '
                         "c.NbGraderAPI.timezone in nbgrader_config.py.")
    return _place(wall, read_zone(found["zone"], when) if found["zone"] else ZoneInfo(own_zone))


def read_wall(found: re.Match) -> datetime:
    """Return what a clock on the wall shows, from a match of `MOMENT`; 24:00 is the end of a day, as ISO has it.

    Raises:
        NotAMoment: there is no such day or time.
    """
    day, digits = found["day"].replace("-", ""), found["time"].replace(":", "").replace(",", ".")
    clock, _, fraction = digits.partition(".")
    end_of_day = clock in ("2400", "240000") and not fraction.strip("0")
    try:
        wall = datetime.strptime(day + ("0000" if end_of_day else clock), "%Y%m%d%H%M" + "%S" * (len(clock) == 6))
        wall += timedelta(days=end_of_day, microseconds=int(f"{fraction:0<6}"[:6]))
    except (ValueError, OverflowError):
        raise NotAMoment(", a day or time that does not exist", "Check the day and the time.") from None
    if wall.year not in YEARS:
        raise NotAMoment(f", in the year {wall.year}", "Check the year.")
    return wall


def read_offset(name: str) -> tzinfo | None:
    """Return the zone that is UTC or an offset from it; None if this is neither.

    Raises:
        NotAMoment: no place has this offset.
    """
    if name.upper() in ("Z", "UTC", "GMT"):
        return timezone.utc
    if found := OFFSET.fullmatch(name):
        offset = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"] or 0))
        offset = offset if found["sign"] == "+" else -offset
        if timedelta(hours=-12) <= offset <= timedelta(hours=14):
            return timezone(offset)
        raise NotAMoment(", with an offset that no place has", "Offsets go from -12:00 to +14:00.")
    return None


@cache
def zone_names() -> frozenset[str]:
    """Return the names of all time zones that this machine knows."""
    return frozenset(available_timezones())


def read_zone(name: str, when: str) -> tzinfo:
    """Return a time zone by its offset or its name; abbreviations are refused, because several places share them.

    Args:
        name: such as "Z", "UTC", "-0500", "+01:00" or "Europe/Berlin".
        when: the date and time before it, for the advice.

    Raises:
        NotAMoment: there is no such zone, or it could be several.
    """
    if zone := read_offset(name):
        return zone
    if "/" in name and name in zone_names():
        return ZoneInfo(name)
    if name.rstrip(".").upper() in ("AM", "PM", "A.M", "P.M"):
        raise NotAMoment(", with a 12-hour clock and no time zone", 'Write "23:59" rather than "11:59 PM", and a zone.')
    if "/" not in name:
        raise NotAMoment(f', whose zone "{printable(name)[:20]}" can be several places or none',
                         f'Write the offset or the place, such as "{when} -08:00" or "{when} America/Los_Angeles".')
    close = get_close_matches(name[:60], sorted(zone_names()), 1)
    raise NotAMoment(f', whose zone "{printable(name)[:40]}" is unknown', f'Did you mean "{when} {close[0]}"?' if close
                     else "Look the name up in the list of IANA time zones, or write the offset.")


def _place(wall: datetime, zone: tzinfo) -> datetime:
    """Return the moment at which clocks of a zone show this time: on two nights a year, none does, or they do twice."""
    moment = wall.replace(tzinfo=zone)
    later = moment.replace(fold=1)
    if moment.utcoffset() == later.utcoffset():
        return moment
    happens = moment.astimezone(timezone.utc).astimezone(zone).replace(tzinfo=None) == wall
    got = "twice that night" if happens else "not at all that night"
    raise NotAMoment(f", a time that clocks there show {got}, when they change", "Write the offset: "
                     f'"{wall:%Y-%m-%d %H:%M} {show_offset(moment)}" or "{wall:%Y-%m-%d %H:%M} {show_offset(later)}".')


def _explain(text: str) -> NotAMoment:
    """Return what is wrong with a text that does not have the form of a date and a time."""
    if found := DAY_ALONE.fullmatch(text):
        zone = printable(found["zone"].strip())[:40] or "UTC"
        return NotAMoment(", a date without a time of day", f'Add one, such as "{found["day"]} 23:59 {zone}".')
    if TIME_FIRST.match(text):
        return NotAMoment(", a time without a date in front of it", f'Add one, such as "2026-12-01 {text[:40]}".'
                          if text.isprintable() else "Add one.")
    if NO_FIXED_ORDER.match(text):
        return NotAMoment(", in which day and month could be either way around", "Write the year first, then month and "
                          'day, as in "2026-12-01".')
    return NotAMoment("", "Write it in one of these forms.")


def show_offset(moment: datetime) -> str:
    """Return how far a moment's zone is from UTC.

    >>> show_offset(datetime(2026, 12, 1, tzinfo=timezone(timedelta(hours=-3, minutes=-30))))
    '-03:30'
    """
    offset = moment.strftime("%z")
    return f"{offset[:3]}:{offset[3:5]}"


def describe_due(moment: datetime, now: datetime) -> list[str]:
    """Return in sentences what was understood as a due date: as it was written, in UTC, and on this machine's clock."""
    here = moment.astimezone()
    form = "%a %Y-%m-%d %H:%M" + (":%S" if moment.second or moment.microsecond else "")
    elsewhere = f" and {here:{form}} {show_offset(here)} ({here.tzname()})" if here.utcoffset() else ", also"
    said = [f"Due {moment:{form}} {show_offset(moment)}, which is {moment.astimezone(timezone.utc):{form}} UTC"
            f"{elsewhere} on this machine."]
    past = "That is in the past: what was handed in since then counts as late."
    return said + [past] * (moment < now)


def to_naive_utc(moment: datetime) -> datetime:
    """Return a moment as nbgrader's database keeps it."""
    return moment.astimezone(timezone.utc).replace(tzinfo=None)
