"""Nicknames that learners chose for the leaderboard: strangers' text that a whole class is going to see."""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

MAX_LENGTH = 24  # characters
LINE = re.compile(r"#\s*nickname\s*:(.*)", re.IGNORECASE)
# Letters and symbols by their category, and yet nothing to see: Hangul's fillers, an empty Braille cell.
BLANK = set("\u115f\u1160\u3164\uffa0\u2800")
MARKS = ("Mn", "Mc", "Me")  # accents and the like, which can be piled up over other lines
MAX_MARKS = 2  # on one letter: Vietnamese and Hebrew need as many


def find_nickname(content: bytes) -> str:
    """Return the nickname that the second line of a file of predictions asks for; "" if there is none to show."""
    lines = content.split(b"\n", 2)
    if len(lines) < 2:
        return ""
    try:
        found = LINE.fullmatch(lines[1][:1000].decode("utf-8").strip())
    except UnicodeDecodeError:
        return ""
    return clean(found[1]) if found else ""


def clean(text: str) -> str:
    r"""Return a nickname as everybody may see it: one line, at most 24 characters, nothing that hides or turns text.

    >>> clean("  Blue\tHeron\u202e\x1b "), clean("\u200b\u3164"), clean("a" * 99) == "a" * 24
    ('Blue Heron', '', True)
    """
    kept, n_marks = "", 0
    for char in unicodedata.normalize("NFKC", " ".join(text.split())):
        n_marks = n_marks + 1 if unicodedata.category(char) in MARKS else 0
        if char.isprintable() and char not in BLANK and n_marks <= MAX_MARKS and (kept or not n_marks):
            kept += char
    kept = " ".join(kept.split())[:MAX_LENGTH].strip()
    return kept if any(char.isalnum() or unicodedata.category(char) == "So" for char in kept) else ""


def tell_apart(nicknames: Iterable[str]) -> list[str]:
    """Return the nicknames with a number after each that was taken before, whatever its case, accents and spaces.

    >>> tell_apart(["Owl", "owl", "Owl (2)"])
    ['Owl', 'owl (2)', 'Owl (2) (2)']
    """
    taken: set[str] = set()
    told = []
    for nickname in nicknames:
        name, number = nickname, 1
        while bare(name) in taken:
            number += 1
            name = f"{nickname} ({number})"
        taken.add(bare(name))
        told.append(name)
    return told


def bare(name: str) -> str:
    """Return what is left of a name without case, accents, spaces and punctuation, for telling whether two are one."""
    letters = unicodedata.normalize("NFKD", name).casefold()
    return "".join(char for char in letters if char.isalnum()) or name


def is_somebody(nickname: str, names: Iterable[str]) -> bool:
    """Return whether a nickname is the name of a learner, or has one in it: it would be shown as somebody's mark.

    Args:
        nickname: as it would be shown.
        names: ids, first and last names of the whole class.

    >>> is_somebody("A.D.A", ["ada"]), is_somebody("Ada Lovelace!", ["lovelace"]), is_somebody("Canada", ["ada"])
    (True, True, False)
    """
    words = {bare(word) for word in nickname.split()}
    whole = bare(nickname)
    return any((short := bare(name)) in (whole, *words) or len(short) >= 6 and short in whole
               for name in names if name.strip())
