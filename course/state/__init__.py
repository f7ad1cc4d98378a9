"""The learner's state, in one file beside the notebooks: two notebooks at once, a crash or a full disk lose nothing.

What can't be written lives on in this kernel, is written as soon as that's possible, and one sentence says so. In
grading nothing is read or written.
"""
from __future__ import annotations

import contextlib
import errno
import os
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from course import notes
from course.state import earlier, file
from course.state.text import Damaged, Newer, dump
from course.state.unsaved import Changes, add, between, lay_over, part_of

FILE = Path(".course.json")
WAIT_S, WAIT_AGAIN_S = 2.0, 0.05  # for a lock; a kernel that waited in vain doesn't hold up every check after that
Change = Callable[[dict], dict]

_unsaved: dict[Path, Changes] = {}  # what the file doesn't hold yet
_told: set[tuple[Path, str]] = set()  # what was said already
_held_up: set[Path] = set()  # files whose lock wasn't to be had the last time
_one_at_a_time = threading.RLock()


def read(part: str, folder: Path = Path()) -> dict:
    """Return a part of the state, such as "progress"; {} where there's none, where it's damaged, and in grading.

    Args:
        part: its name.
        folder: where the notebooks are.
    """
    if notes.is_grading():
        return {}
    path = _path(folder)
    with _one_at_a_time:
        return part_of(lay_over(_seen(path), _unsaved.get(path, {})), part)


def update(part: str, change: Change, folder: Path = Path()) -> bool:
    """Read a part of the state, change it and write it, and return whether that's safe on disk.

    Args:
        part: its name.
        change: takes what the part holds now, which another notebook may have changed a moment ago, and returns what
            it should hold, as JSON data.
        folder: where the notebooks are.
    """
    return update_parts({part: change}, folder)


def update_parts(changes: Mapping[str, Change], folder: Path = Path()) -> bool:
    """Change several parts in one write, as `update` does one."""
    if notes.is_grading():
        return False
    with _one_at_a_time:
        return _change(_path(folder), changes)


def _change(path: Path, changes: Mapping[str, Change]) -> bool:
    """Make changes, and write them with those that wait; what can't be written waits for the next time."""
    try:
        _write(path, changes)
    except (OSError, Newer) as error:
        _tell_unsaved(path, error)
        waiting = _unsaved.get(path, {})
        before = lay_over(_peek(path), waiting)
        _unsaved[path] = add(waiting, between(before, _applied(before, changes)))
        return False
    _unsaved.pop(path, None)
    return True


def _write(path: Path, changes: Mapping[str, Change]) -> None:
    """Apply changes to what the file holds, while nobody else writes it.

    Raises:
        OSError: the file or its lock is not to be had.
        Newer: a newer course has written it.
    """
    patience = WAIT_AGAIN_S if path in _held_up else WAIT_S
    try:
        with file.locked(path, patience):
            _held_up.discard(path)
            there = _load(path)
            wanted = _applied(lay_over(there, _unsaved.get(path, {})), changes)
            if (text := dump(wanted)) != dump(there):  # as values, True and 1 are one
                if len(text) > file.MAX_BYTES:
                    raise OSError(errno.EFBIG, "there's too much to keep")
                file.replace(path, text)
    except file.HeldUp:
        _held_up.add(path)
        raise


def _load(path: Path) -> dict:
    """Return what the file holds; a damaged one is moved aside first, and what could be read of it is written anew."""
    try:
        return file.load(path)
    except FileNotFoundError:
        return earlier.collect(path.parent)
    except Damaged as damage:
        aside = file.set_aside(path)
        _unsaved[path] = add(between({}, damage.saved), _unsaved.get(path, {}))  # in case that the disk is full
        file.replace(path, dump(damage.saved))
        _say(path, f"damaged, {aside}", f"{path.name}: expected your progress, got a damaged file. It's kept as "
                                        f"{aside.name}. {_what_is_left(damage.saved)}")
        return damage.saved


def _seen(path: Path) -> dict:
    """Return what the file holds, without waiting for anybody; if it's damaged, it's repaired."""
    try:
        return file.load(path)
    except FileNotFoundError:
        pass
    except Damaged:
        _change(path, {})
    except (OSError, Newer) as error:
        _tell_unsaved(path, error)
    return _peek(path)


def _peek(path: Path) -> dict:
    """Return what can be read of the file, and say nothing."""
    try:
        return file.load(path)
    except FileNotFoundError:
        return earlier.collect(path.parent)
    except Damaged as damage:
        return damage.saved
    except (OSError, Newer):
        return {}


def _applied(whole: dict, changes: Mapping[str, Change]) -> dict:
    for part, change in changes.items():
        if (entries := change(part_of(whole, part))) or part in whole:
            whole = whole | {part: entries}
    return whole


def _path(folder: Path) -> Path:
    """Return the file of a folder. Where a link stands for it, it's the file that the link leads to."""
    try:
        return Path(os.path.realpath(folder / FILE))
    except OSError:  # the folder that this kernel is in was deleted
        return folder / FILE


def _tell_unsaved(path: Path, error: Exception) -> None:
    if isinstance(error, Newer):
        _say(path, "newer", f"{path.name}: expected version 1, got version {error}, from a newer course. It stays as "
                            "it is, and what this older course does isn't saved in it. Update the course to go on with "
                            "it.")
    else:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        _say(path, "unsaved", f"Your progress can't be saved in {path.name} just now ({reason}). It's remembered until "
                              "this kernel stops, and saved as soon as that works.")


def _what_is_left(saved: dict) -> str:
    return "What could still be read goes on." if any(map(bool, saved.values())) else "You start with a new one."


def _say(path: Path, what: str, sentence: str) -> None:
    """Print a sentence once; never on standard error, for which nbgrader takes points."""
    if (path, what) not in _told:
        _told.add((path, what))
        with contextlib.suppress(OSError, ValueError):  # nothing to print to
            print(sentence)
