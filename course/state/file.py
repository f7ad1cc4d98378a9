"""The file of the state: read whole, written whole or not at all, by one notebook at a time."""
from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
import time
import warnings
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from course.state.text import Damaged, parse

MAX_BYTES = 20_000_000  # of a state: a hundred times what all answers of the course need
NO_LOCKS = {getattr(errno, name, None) for name in ("ENOSYS", "ENOTSUP", "EOPNOTSUPP", "ENOLCK", "EINVAL")}
BUSY_S = (0.0, 0.01, 0.03, 0.1, 0.3, 0.5) if os.name == "nt" else (0.0,)  # Windows: nobody replaces what is being read
LEFT_OVER_S = 60.0  # age from which a half-written file is one that a crash left behind


class HeldUp(OSError):
    """Somebody else holds the lock."""


def load(path: Path) -> dict[str, Any]:
    """Return what the file holds.

    Raises:
        FileNotFoundError: it isn't there.
        OSError: it can't be read.
        Damaged: it doesn't hold a state.
        Newer: a newer course has written it.
    """
    status = os.stat(path)
    if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_BYTES:  # nobody waits for a pipe
        raise Damaged({})
    return parse(_patiently(path.read_bytes))


def replace(path: Path, text: str) -> None:
    """Write the file anew: to another name first, safely on disk, then moved to its place.

    Raises:
        OSError: the folder or the file is read-only, or the disk is full. What was there is there.
    """
    if os.path.exists(path) and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, "the file is read-only")
    _tidy(path)
    partial = path.with_name(f"{path.name}.{os.getpid()}-{secrets.token_hex(4)}.new")
    try:
        with open(partial, "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        _patiently(lambda: os.replace(partial, path))
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(partial)
        raise


def set_aside(path: Path) -> Path:
    """Give the file a name with a date that nothing has yet, and return it.

    Raises:
        OSError: it can't be moved.
    """
    name = f"{path.name}.damaged-{datetime.now():%Y-%m-%d}"
    for number in range(1, 1000):
        aside = path.with_name(name if number == 1 else f"{name}-{number}")
        if not os.path.lexists(aside):
            os.rename(path, aside)
            return aside
    raise OSError(errno.EEXIST, "too many damaged files")


@contextlib.contextmanager
def locked(path: Path, wait_s: float) -> Iterator[None]:
    """Keep everybody else from writing the file. Where the file system has no locks, that's left to luck.

    Raises:
        HeldUp: somebody else has the lock, and keeps it longer than we wait.
        OSError: the folder can't be written.
    """
    try:
        from filelock import FileLock, Timeout
    except ImportError:  # a course that was updated without being installed again
        yield
        return
    lock = FileLock(f"{path}.lock")
    is_held = True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of file systems without locks; it would go to standard error
            lock.acquire(timeout=wait_s, poll_interval=0.005)
    except Timeout:
        raise HeldUp(errno.EAGAIN, "another notebook is writing it") from None
    except (OSError, NotImplementedError) as error:
        if isinstance(error, OSError) and error.errno not in NO_LOCKS:
            raise
        is_held = False
    try:
        yield
    finally:
        if is_held:
            lock.release()


def _patiently(act: Any) -> Any:
    """Do something that another process, such as a virus scanner, may hold up for a moment on Windows."""
    for pause_s in BUSY_S[:-1]:
        with contextlib.suppress(PermissionError):
            return act()
        time.sleep(pause_s)
    return act()


def _tidy(path: Path) -> None:
    """Remove what a crash left half-written long ago."""
    with contextlib.suppress(OSError):
        for old in path.parent.glob(f"{path.name}.*.new"):
            if time.time() - old.stat().st_mtime > LEFT_OVER_S:
                old.unlink()
