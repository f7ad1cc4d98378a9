"""What lies beside graded notebooks: what nbgrader's next commands look for there, and what graders want to see.

nbgrader copies all that was handed in, and formgrader serves it to a browser that is logged in. Of what learners
handed in, only kinds that a browser shows or saves, and never runs, are carried along.
"""
from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from secrets import token_hex

from grader.classroom.submissions import SECRET, STAMP, HandIn
from grader.stamps import read_stamp

SHOWN = {".bmp", ".csv", ".gif", ".jpeg", ".jpg", ".json", ".md", ".npy", ".npz", ".pdf", ".png", ".py", ".r", ".tsv",
         ".txt", ".webp"}  # neither .html, .svg nor .xml: their scripts would run with the grader's rights
PLAIN_SECRET = re.compile(rb"[!-~]+\s?")  # nbgrader reads it as text, and must not find it empty


def choose_files(handed_in: HandIn, own_files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files that graders see beside a graded notebook, by path.

    Args:
        handed_in: what a learner handed in.
        own_files: the files that come with the lesson, which replace a learner's.
    """
    shown = {path: content for path, content in handed_in.files.items() if PurePosixPath(path).suffix.lower() in SHOWN}
    return shown | dict(own_files)


def make_notes(handed_in: HandIn, stand_in: bytes) -> dict[str, bytes]:
    """Return nbgrader's notes of a hand-in by file name, with something in each that its commands can read.

    `nbgrader release_feedback` stops in the middle of a class where a learner's is missing or no text.

    Args:
        handed_in: what a learner handed in.
        stand_in: the secret of a hand-in that has none, or none of nbgrader's form.
    """
    stamp, secret = handed_in.stamp or b"", handed_in.secret or b""
    return {STAMP: stamp if read_stamp(stamp)[0] else b"", SECRET: secret if is_plain_secret(secret) else stand_in}


def is_plain_secret(secret: bytes) -> bool:
    """Return whether a secret is of the form that `nbgrader submit` writes."""
    return PLAIN_SECRET.fullmatch(secret) is not None


def hash_notebooks(contents: Mapping[str, bytes]) -> str:
    """Return a hash of notebooks' files, by name."""
    whole = hashlib.sha256()
    for name, content in sorted(contents.items()):
        whole.update(f"{len(name)} {name} {len(content)} ".encode("utf-8", "surrogatepass") + content)
    return whole.hexdigest()


@contextmanager
def staged_folder(place: Path, contents: Mapping[str, bytes]) -> Iterator[Callable[[], None]]:
    """Write a folder beside the one that it is meant for, and yield what puts it there, whatever was there before.

    Raises:
        OSError: there is no room; nothing is left behind.
    """
    fresh, old = (place.with_name(f".{token_hex(8)}") for _ in range(2))

    def put() -> None:
        with suppress(FileNotFoundError):
            place.rename(old)
        fresh.rename(place)

    try:
        for name, content in contents.items():
            (fresh / name).parent.mkdir(parents=True, exist_ok=True)
            (fresh / name).write_bytes(content)
        yield put
    finally:
        for folder in (fresh, old):
            shutil.rmtree(folder, ignore_errors=True)
