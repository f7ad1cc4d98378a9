"""Make any text safe to print: learners choose names, file names and error messages."""
from __future__ import annotations


def printable(text: object) -> str:
    r"""Return a text as one line in which every character can be seen.

    Control and format characters, line breaks, odd spaces and halves of character pairs are shown as `\xNN`, `\uNNNN`
    or `\UNNNNNNNN`: on a terminal they could forge lines, hide text or turn it around. The result can be encoded.

    >>> print(printable("eve\x1b[2J\nada: 21 of 21\u202e"))
    eve\x1b[2J\x0aada: 21 of 21\u202e
    """
    return "".join(char if char.isprintable() else _escape(char) for char in str(text))


def first_of(lines: list[str], limit: int = 20) -> list[str]:
    """Return the first of many lines, and one that says how many more there are."""
    return lines[:limit] + [f"… and {len(lines) - limit} more like these."] * (len(lines) > limit)


def enumerate_some(names: list[str], limit: int = 10) -> str:
    """Return names one after the other, and how many more there are.

    >>> enumerate_some(["ada", "bo", "cy"], 2)
    'ada, bo and 1 more'
    """
    return ", ".join(map(printable, names[:limit])) + f" and {len(names) - limit} more" * (len(names) > limit)


def _escape(char: str) -> str:
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:  # a byte that is not UTF-8, as Python carries it along
        code -= 0xDC00
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
