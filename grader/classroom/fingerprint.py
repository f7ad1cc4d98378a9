"""What a result depends on, as hashes: where nothing has changed, nothing is graded again."""
from __future__ import annotations

import hashlib
import sys
from functools import cache
from importlib.metadata import version
from pathlib import Path

from course.packs import OURS
from course.questions import find_pack


def hash_all(*parts: str) -> str:
    """Return one hash of several texts."""
    return hashlib.sha256(b"".join(hashlib.sha256(part.encode()).digest() for part in parts)).hexdigest()


@cache
def installed_packages() -> str:
    """Return name and version of everything that is installed: an instructor's own tests may use any of it."""
    folders = {path for place in sys.path if place for path in Path(place).glob("*.dist-info")}
    return " ".join(sorted(path.name for path in folders))


@cache
def pack_version(lesson: str) -> str:
    """Return a hash of the code of the course pack that a lesson comes from; "" for our own, whose code is ours."""
    pack = find_pack(lesson)
    return "" if pack in (None, OURS) else _hash_code(pack.folder)


@cache
def code_version() -> str:
    """Return a hash of the code that decides marks and of the libraries that compute the right answers."""
    return f"{_hash_code(OURS.folder, Path(__file__).parents[1])} {version('torch')} {version('nbgrader')}"


def _hash_code(*folders: Path) -> str:
    return hashlib.sha256(b"".join(path.read_bytes() for folder in folders
                                   for path in sorted(folder.rglob("*.py")))).hexdigest()
