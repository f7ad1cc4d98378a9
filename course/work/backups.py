"""What was there before something was put back or brought up to date, kept in `backups/` of the work folder."""
from __future__ import annotations

import os
from datetime import datetime
from itertools import count
from pathlib import Path

from course.work.folder import WrongCall

BACKUPS = Path("backups")


def keep(work: Path, file: str) -> Path | None:
    """Copy a file of the work folder into `backups/` under a name with the date and time that nothing has yet.

    Returns:
        The copy, safely on disk; None if there's no such file.

    Raises:
        WrongCall: it can't be copied; then nothing may be changed.
    """
    path = work / file
    if not path.is_file():
        return None
    try:
        (work / BACKUPS).mkdir(exist_ok=True)
        return _copy(path.read_bytes(), work / BACKUPS, path)
    except FileExistsError:
        raise WrongCall(f"{BACKUPS}: expected a folder to keep a copy of {file} in, got a file of that name. Nothing "
                        "was changed. Rename it, then try again.") from None
    except OSError as error:
        raise WrongCall(f"{BACKUPS}: expected to keep a copy of {file}, got {error.strerror or error}. Nothing was "
                        "changed. Make room, or make that a folder you may write to.") from None


def _copy(content: bytes, folder: Path, path: Path) -> Path:
    stem = f"{path.stem.lstrip('.')}-{datetime.now():%Y-%m-%d-%H%M%S}"
    for number in count(1):
        target = folder / f"{stem}{'' if number == 1 else f'-{number}'}{path.suffix or '.json'}"
        try:
            file = target.open("xb")  # two in one second get two names
        except FileExistsError:
            continue
        try:
            with file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            return target
        except OSError:
            target.unlink()
            raise
    raise AssertionError("numbers never end")
