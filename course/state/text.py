"""What the file of the state says: one entry a line, so that damage costs the lines it hit and no others."""
from __future__ import annotations

import json
import re
from typing import Any

VERSION = 1
PARTS = ("progress", "answers", "guesses", "looks", "tries", "hints", "lessons")
PART = re.compile(r' ?("(?:[^"\\]|\\.)*"): (.*?),?')
ENTRY = re.compile(r'  ("(?:[^"\\]|\\.)*"): (.*?),?')


class Damaged(Exception):
    """The file doesn't hold what we write; `saved` is what could be read of it."""

    def __init__(self, saved: dict) -> None:
        super().__init__("damaged")
        self.saved = saved


class Newer(Exception):
    """The file is one of a newer course; the message is its version."""


def dump(whole: dict[str, Any]) -> str:
    """Return a state as text. What a newer course of the same version may have added stays in it.

    >>> print(dump({"progress": {"fraud": "passed"}}), end="")
    {
     "version": 1,
     "progress": {
      "fraud": "passed"
     }
    }
    """
    body = {"version": VERSION} | {name: whole[name] for name in PARTS if name in whole} | {
        name: value for name, value in whole.items() if name != "version"}
    return "{\n " + ",\n ".join(f"{json.dumps(str(name))}: {_entries(value)}" for name, value in body.items()) + "\n}\n"


def _entries(value: Any) -> str:
    if not isinstance(value, dict) or not value:
        return json.dumps(value)
    lines = [f"{json.dumps(str(key))}: {json.dumps(entry)}" for key, entry in value.items()]
    return "{\n  " + ",\n  ".join(lines) + "\n }"


def parse(raw: bytes) -> dict[str, Any]:
    """Return the parts in the bytes of a file.

    Raises:
        Damaged: they're not what `dump` writes.
        Newer: they have a newer version.
    """
    try:
        whole = json.loads(raw)  # whatever encoding an editor on Windows made of it
    except (ValueError, RecursionError):
        whole = None
    if not isinstance(whole, dict):
        raise Damaged(_sound(salvage(raw)))
    version = whole.pop("version", VERSION)
    if type(version) in (int, float) and version > VERSION:
        raise Newer(str(version)[:20])
    sound = _sound(whole)
    if type(version) not in (int, float) or sound.keys() != whole.keys():
        raise Damaged(sound)
    return whole


def _sound(whole: dict[str, Any]) -> dict[str, Any]:
    """Return a state without parts of a form that none of ours has."""
    return {name: value for name, value in whole.items() if isinstance(value, dict) or name not in PARTS}


def salvage(raw: bytes) -> dict[str, Any]:
    """Return the entries of all lines that are whole.

    >>> salvage(b'{"version": 1,\\n "progress": {\\n  "fraud": "passed",\\n  "leak": "pas')
    {'progress': {'fraud': 'passed'}}
    """
    found: dict[str, Any] = {}
    inside: dict[str, Any] | None = None
    for line in raw.decode("utf-8", "replace").splitlines():
        if "\ufffd" in line:  # we write ASCII alone
            continue
        if inside is not None and (entry := ENTRY.fullmatch(line)):
            _add(inside, *entry.groups())
        elif part := PART.fullmatch(line):
            inside = None
            if part[2] == "{":
                inside = _opened(found, part[1])
            else:
                _add(found, *part.groups())
    found.pop("version", None)
    return found


def _opened(found: dict[str, Any], name: str) -> dict[str, Any]:
    try:
        inside = found.setdefault(json.loads(name), {})
    except ValueError:
        inside = {}
    return inside if isinstance(inside, dict) else {}


def _add(found: dict[str, Any], key: str, value: str) -> None:
    try:
        found[json.loads(key)] = json.loads(value)
    except (ValueError, RecursionError):  # the line that the damage hit
        return
