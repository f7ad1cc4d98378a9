"""Changes that the file doesn't hold yet, entry by entry, so that they can be laid over whatever it holds later."""
from __future__ import annotations

import json
from typing import Any

Changes = dict  # of parts, each a dict of entries


class Gone:
    """Stands in place of an entry that was removed."""

    def __repr__(self) -> str:
        return "<gone>"


GONE = Gone()


def part_of(whole: dict, part: str) -> dict[str, Any]:
    """Return a copy of a part, {} if there's none."""
    found = whole.get(part)
    return dict(found) if isinstance(found, dict) else {}


def lay_over(whole: dict, changes: Changes) -> dict:
    """Return a state with changes made.

    >>> lay_over({"looks": {"a": 1, "b": 2}}, {"looks": {"a": GONE, "c": 3}})
    {'looks': {'b': 2, 'c': 3}}
    """
    for part, entries in changes.items():
        both = part_of(whole, part) | entries
        whole = whole | {part: {key: value for key, value in both.items() if value is not GONE}}
    return whole


def between(before: dict, after: dict) -> Changes:
    """Return the changes that make one state of another.

    >>> between({"looks": {"a": 1, "b": 2}}, {"looks": {"b": 2, "c": 3}})
    {'looks': {'c': 3, 'a': <gone>}}
    """
    changes: Changes = {}
    for part in after:
        old, new = part_of(before, part), part_of(after, part)
        entries = {key: value for key, value in new.items() if key not in old or not _is_same(old[key], value)}
        if entries := entries | {key: GONE for key in old if key not in new}:
            changes[part] = entries
    return changes


def _is_same(one: Any, other: Any) -> bool:
    """Return whether two values are written alike: to Python, True and 1 are one."""
    return json.dumps(one) == json.dumps(other)


def add(earlier: Changes, later: Changes) -> Changes:
    """Return two changes, one after the other, as one."""
    return earlier | {part: earlier.get(part, {}) | entries for part, entries in later.items()}
