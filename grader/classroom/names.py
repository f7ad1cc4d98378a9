"""Names of learners and of their files: strangers chose them, so they are bytes until they have proven to be text."""
from __future__ import annotations

import hashlib
import os
import unicodedata
from urllib.parse import quote

MARKUP = set("<>&\"`\\")  # formgrader puts learners' names into its pages as they are
UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")  # Unicode's categories: control, format, half a pair, line, paragraph
JOINERS = "\u200c\u200d"  # Persian needs them, and so do emoji
MAX_LEARNER = 128  # characters, as many as nbgrader's gradebook has room for
MAX_FILE_NAME = 200  # bytes; file systems take 255


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

    >>> to_file_name("ada"), to_file_name("a<b\\n")
    ('ada', 'a%3Cb%0A')
    """
    if is_plain(learner) and "%" not in learner and len(os.fsencode(learner)) <= MAX_FILE_NAME:
        return learner
    encoded = quote(os.fsencode(learner), safe=" ")
    if len(encoded) <= MAX_FILE_NAME:
        return encoded
    digest = hashlib.sha256(os.fsencode(learner)).hexdigest()[:32]
    return f"{encoded[:100]}%-{digest}"  # no shorter name is encoded with "%-" in it
