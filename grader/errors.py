"""Errors that end a command with one line, and names that are safe to put into that line."""
from __future__ import annotations


class WrongCall(Exception):
    """The command cannot be carried out as it was called; the message says what to do."""


class Refused(Exception):
    """A hand-in that cannot be read; the message says why in one line, for learner and instructor."""


def shown_name(name: str) -> str:
    """Return a name that a stranger chose as one line that is safe to print: all that does not print is escaped.

    That is what moves the cursor, begins a line, turns the reading direction around or is no text at all.

    >>> shown_name("ada\\x1b[2K\\nzoe\\udcff")
    'ada\\\\x1b[2K\\\\x0azoe\\\\xff'
    """
    return name if name.isprintable() else "".join(char if char.isprintable() else _escape(char) for char in name)


def _escape(char: str) -> str:
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:  # a byte that is not UTF-8, as Python carries it along
        code -= 0xDC00
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
