"""The file of the tries, one JSON object a line: lines are only ever added, so nothing that was written gets lost.

Two notebooks may add at the same time: each waits for the other's line. A line that a crash cut short is skipped, and
the next one begins on a line of its own.
"""
from __future__ import annotations

import contextlib
import json
import math
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

MAX_BYTES, MAX_LINE = 5_000_000, 10_000  # of a file: tens of thousands of tries; of a line
FLAGS = sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_BINARY", "O_CLOEXEC"))
METRICS = {"macro_f1": "macro-F1", "f1": "F1", "accuracy": "accuracy", "recall": "recall", "precision": "precision",
           "loss": "loss"}


class Try(NamedTuple):
    """One try.

    Attributes:
        number: counted from 1; it stays, whatever is forgotten.
        time: when, as "2026-11-29 14:05:00".
        name: what was tried.
        metric: one of `METRICS`.
        score: NaN if training went wrong.
        settings: what else was noted.
    """

    number: int
    time: str
    name: str
    metric: str
    score: float
    settings: dict[str, Any]

    @property
    def badness(self) -> float:
        """What is smallest for the best try: the loss, or the score turned around; infinite for NaN."""
        return math.inf if math.isnan(self.score) else self.score if self.metric == "loss" else -self.score


class Content(NamedTuple):
    """What a file holds: its tries, those forgotten left out, how many there ever were, and how many bad lines."""

    tries: list[Try]
    n_ever: int
    n_bad: int


class Damaged(Exception):
    """The file is no log at all."""


def path_of(log: str) -> Path:
    """Return the file of a log, beside the notebook.

    Raises:
        ValueError: the log's name is none.
    """
    if not isinstance(log, str) or not re.fullmatch("[a-z0-9-]{0,40}", log):
        raise ValueError(f"runs: expected a log's name of small letters, digits and '-', got log={log!r}. "
                         'Write, say, log="lesson-4".')
    return Path(f".course-runs-{log}.jsonl" if log else ".course-runs.jsonl")


def read(path: Path) -> Content:
    """Return what a file holds; one that isn't there holds nothing.

    Raises:
        Damaged: no line of it is a try's, or it's too long, or it's no regular file.
        OSError: it can't be opened.
    """
    try:
        with _opened(path, os.O_RDONLY) as file, _locked(file):
            raw = _read_all(file)
    except FileNotFoundError:
        return Content([], 0, 0)
    content = parse(raw)
    if content.n_bad and not content.n_ever:
        raise Damaged
    return content


def parse(raw: bytes) -> Content:
    """Return the tries in the bytes of a file; lines that hold none are counted."""
    tries: dict[int, Try] = {}
    n_ever = n_bad = 0
    for line in filter(None, raw.split(b"\n")):
        record = _record(line)
        if record is None:
            n_bad += 1
        elif "forget" in record:
            tries.pop(record["forget"], None)
        else:
            n_ever += 1
            tries[n_ever] = Try(n_ever, **record)
    return Content(list(tries.values()), n_ever, n_bad)


def _record(line: bytes) -> dict[str, Any] | None:
    """Return a line's record if it has the form that we write."""
    with contextlib.suppress(ValueError, RecursionError, OverflowError):
        found = json.loads(line) if len(line) <= MAX_LINE else None
        if not isinstance(found, dict):
            return None
        if set(found) == {"forget"} and type(found["forget"]) is int:
            return found
        if set(found) == {"time", "name", "metric", "score", "settings"} and _is_try(found):
            return found | {"score": math.nan if found["score"] is None else float(found["score"])}
    return None


def _is_try(found: dict[str, Any]) -> bool:
    score = found["score"]
    is_score = score is None or type(score) in (int, float) and math.isfinite(score)
    return (is_score and isinstance(found["name"], str) and isinstance(found["time"], str)
            and isinstance(found["metric"], str) and found["metric"] in METRICS and isinstance(found["settings"], dict))


def append(path: Path, record: dict[str, Any]) -> Content:
    """Add a line, safely on disk before this returns, and return what the file holds then.

    Raises:
        Damaged: what is there is no log; nothing was added.
        OSError: the file can't be written.
    """
    line = json.dumps(record, allow_nan=False).encode() + b"\n"
    with _opened(path, os.O_RDWR | os.O_APPEND | os.O_CREAT) as file, _locked(file):
        before = _read_all(file)
        content = parse(before)
        if content.n_bad and not content.n_ever or len(before) + len(line) > MAX_BYTES:
            raise Damaged
        cut_short = b"\n" if before and not before.endswith(b"\n") else b""
        written = os.write(file, cut_short + line)
        if written < len(cut_short + line):
            raise OSError("the disk is full")
        os.fsync(file)
    return parse(before + cut_short + line)


def set_aside(path: Path) -> Path | None:
    """Give a damaged file another name, and return it; None if somebody else did so in the meantime."""
    with contextlib.suppress(Damaged):
        read(path)
        return None
    for number in range(1, 1000):
        aside = path.with_name(f"{path.stem}.damaged-{number}{path.suffix}")
        if not os.path.lexists(aside):
            path.rename(aside)
            return aside
    raise OSError("too many damaged files")


@contextlib.contextmanager
def _opened(path: Path, flags: int) -> Iterator[int]:
    descriptor = os.open(path, flags | FLAGS, 0o644)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise Damaged
        yield descriptor
    finally:
        os.close(descriptor)


def _read_all(file: int) -> bytes:
    chunks = []
    os.lseek(file, 0, os.SEEK_SET)
    while chunk := os.read(file, 1 << 20):
        chunks.append(chunk)
        if sum(map(len, chunks)) > MAX_BYTES:
            raise Damaged
    return b"".join(chunks)


@contextlib.contextmanager
def _locked(file: int) -> Iterator[None]:
    """Hold a file alone. Where the file system has no locks, lines are still added in one piece each."""
    try:
        import fcntl

        with contextlib.suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_EX)  # closing the file lets it go
        yield
    except ImportError:  # Windows: one byte far behind all lines is what stands for the file
        import msvcrt

        os.lseek(file, 1 << 30, os.SEEK_SET)
        with contextlib.suppress(OSError):
            msvcrt.locking(file, msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined]
        try:
            yield
        finally:
            os.lseek(file, 1 << 30, os.SEEK_SET)
            with contextlib.suppress(OSError):
                msvcrt.locking(file, msvcrt.LK_UNLCK, 1)  # type: ignore[attr-defined]
