"""Names of learners and of their files: strangers chose them, so they are bytes until they have proven to be text."""
from __future__ import annotations

import hashlib
import os
import re
import shlex
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from urllib.parse import quote

MARKUP = set("<>&\"`\\")  # formgrader puts learners' names into its pages as they are
UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")  # Unicode's categories: control, format, half a pair, line, paragraph
JOINERS = "\u200c\u200d"  # Persian needs them, and so do emoji
MAX_LEARNER = 128  # characters, as many as nbgrader's gradebook has room for
RESERVED = ("report", "alike")  # what a class's own files are called, in whatever case
MAX_FILE_NAME = 200  # bytes; file systems take 255
ARCHIVES = (".zip", ".tar", ".tgz", ".gz", ".bz2", ".xz", ".7z", ".rar")
ALIKE = 0.8  # share of characters in common, from which on a name is taken for a slip


def is_text(name: str) -> bool:
    """Return whether a name is UTF-8, on one line, without codes that steer a terminal or turn text around.

    Unusual spaces are fine: macOS puts them into the names of screenshots.
    """
    return name.isprintable() or not any(
        unicodedata.category(char) in UNSEEN and char not in JOINERS for char in name)


def is_plain(learner: str) -> bool:
    """Return whether a learner's name may stand in the gradebook and in a page."""
    return is_text(learner) and not set(learner) & MARKUP and len(learner) <= MAX_LEARNER


def to_file_name(learner: str) -> str:
    """Return the name of a file about a learner: two learners never share one, and no name is more than a name.

    >>> to_file_name("ada"), to_file_name("a<b\\n"), to_file_name("Report"), to_file_name("alike")
    ('ada', 'a%3Cb%0A', '%52eport', '%61like')
    """
    if learner.casefold() in RESERVED:
        return f"%{ord(learner[0]):02X}{learner[1:]}"
    if is_plain(learner) and "%" not in learner and len(os.fsencode(learner)) <= MAX_FILE_NAME:
        return learner
    encoded = quote(os.fsencode(learner), safe=" ")
    if len(encoded) <= MAX_FILE_NAME:
        return encoded
    digest = hashlib.sha256(os.fsencode(learner)).hexdigest()[:32]
    return f"{encoded[:100]}%-{digest}"  # no shorter name is encoded with "%-" in it


def quote_for_shell(path: str) -> str:
    r"""Return a path as it can be pasted into a shell, on one line, whatever bytes are in it.

    >>> print(quote_for_shell("a b"), quote_for_shell("a\n'b"))
    'a b' $'a\x0a\x27b'
    """
    if path.isprintable():
        return shlex.quote(path)
    plain = set(range(32, 127)) - set(b"'\\")
    return "$'" + "".join(chr(byte) if byte in plain else f"\\x{byte:02x}" for byte in os.fsencode(path)) + "'"


def move(path: str, target: str) -> str:
    """Return the command that moves something; `-i` asks before it replaces anything."""
    return f"mv -i {quote_for_shell(path)} {quote_for_shell(target)}"


def move_into_new(path: str, target: str) -> str:
    """Return the command that moves something into a folder that may have to be made."""
    return f"mkdir -p {quote_for_shell(target.rpartition('/')[0])} && {move(path, target)}"


def resembles(name: str, wanted: str, others: Iterable[str] = ()) -> bool:
    """Return whether a name, without its ending, is nearly the wanted one, and not one of the others.

    >>> [resembles(name, "01_first") for name in ("01_first (1)", "1-First", "ada_01_first-Copy2", "01_frist", "first")]
    [True, True, True, True, True]
    >>> [resembles(name, "01_first") for name in ("02_first", "11_first", "notes", "")]
    [False, False, False, False]
    """
    words, looked_for = _words(name), _words(wanted)
    longer = (other for other in map(_words, others) if not _holds(looked_for, other))  # as `ps1_extra` of `ps1`
    if any(_holds(words, other) for other in longer):
        return False
    return bool(words) and (_holds(words, looked_for) or _is_a_slip(words, looked_for))


def is_notebook(name: str) -> bool:
    """Return whether a name is a notebook's, also if a browser has made `x.ipynb.txt` of it."""
    return ".ipynb" in name.casefold()


def is_archive(name: str) -> bool:
    """Return whether a name is that of a packed folder."""
    return name.casefold().endswith(ARCHIVES)


def stem(name: str) -> str:
    """Return a file's name without its endings; `x.ipynb.txt` is what a browser may make of `x.ipynb`."""
    return re.sub(r"(\.[A-Za-z0-9]{1,6}){1,2}$", "", name)


def is_file_like(name: str, wanted: str) -> bool:
    """Return whether a file's name is nearly the wanted one, ending included.

    >>> [is_file_like(name, "a_b.csv") for name in ("a_b (1).csv", "A_B.CSV", "a_b.csv.txt", "a_b.npz", "a_b.csv")]
    [True, True, True, False, False]
    """
    ending = wanted[len(stem(wanted)):].casefold()
    return name != wanted and ending in name.casefold()[len(stem(name)):] and resembles(stem(name), stem(wanted))


def _words(name: str) -> list[str]:
    """Return words and numbers of a name, alike whatever is between them, in which case, and with which zeros."""
    found = re.findall(r"\d+|[^\W\d_]+", unicodedata.normalize("NFKC", name).casefold())
    return [word.lstrip("0") or "0" if word.isdigit() else word for word in found]


def _holds(words: list[str], part: list[str]) -> bool:
    """Return whether one name stands in another, as whole words."""
    return bool(part) and any(words[i:i + len(part)] == part for i in range(len(words) - len(part) + 1))


def _is_a_slip(words: list[str], wanted: list[str]) -> bool:
    """Return whether a few letters are missing, doubled or swapped; another number is another lesson."""
    numbers, expected = ([word for word in each if word.isdigit()][:1] for each in (words, wanted))
    one, two = "".join(words), "".join(wanted)
    if (numbers and numbers != expected) or abs(len(one) - len(two)) > 4:
        return False
    return SequenceMatcher(None, one, two, autojunk=False).ratio() >= ALIKE
