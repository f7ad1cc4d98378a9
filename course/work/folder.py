"""Where the lessons that come with the course are, where the learner's copies are, and how they get there."""
from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path

from course import state
from course.packs import OURS, find_notebooks, packs
from course.state import file
from course.state.text import Damaged, Newer
from course.work import notebooks
from course.work.renamed import find_renamed

COURSE = Path(__file__).resolve().parents[1]


class WrongCall(ValueError):
    """What was asked for can't be done; the message says why, and what to do next."""


class NoSuch(WrongCall):
    """There's nothing of the name that was given."""


def lessons_in(folder: Path) -> dict[str, Path]:
    """Return the lessons that lie in a folder, by name and in order."""
    return {path.stem: path for path in sorted(folder.glob("*.ipynb"))}


def shipped_lessons(work: Path | None = None) -> dict[str, Path]:
    """Return the lessons that come with the installed course packs, by name and in order.

    Args:
        work: a folder of learner's copies: of its own pack only, if one was chosen for it.

    Raises:
        WrongCall: there are none where they are installed.
    """
    chosen = chosen_pack(work) if work else ""
    folders = [pack.notebooks for pack in packs() if chosen in ("", pack.name)] or [OURS.notebooks]
    found: dict[str, Path] = {}
    for folder in folders:
        found |= {name: path for name, path in lessons_in(folder).items() if name not in found}
    if not found:
        raise WrongCall(f"{folders[0]}: expected the course's lessons, got none. Install the course again.")
    return found


def chosen_pack(work: Path) -> str:
    """Return the pack that was chosen for a work folder, "" for all that are installed."""
    names = [pack.name for pack in packs()]
    if len(names) == 1:
        return ""
    try:
        kept = file.load(work / state.FILE)
    except Damaged as damage:
        kept = damage.saved
    except (OSError, Newer):
        kept = {}
    chosen = kept.get("packs")
    return next((name for name in names if isinstance(chosen, dict) and chosen.get("only") == name), "")


def choose_pack(name: str, work: Path) -> None:
    """Have a work folder show the lessons of one pack only.

    Raises:
        NoSuch: there is no such pack.
    """
    known = [pack.name for pack in packs()]
    if name not in known:
        raise NoSuch(f"--pack: expected one of {', '.join(known)}, got {name!r}. Check the name, or install the pack.")
    state.update("packs", lambda before: {"only": name}, work)


def new_work(here: Path) -> Path:
    """Return where the learner's copies go when the course is started: into its clone, or beside where it's called."""
    is_clone = COURSE not in find_notebooks(COURSE).parents
    return (COURSE.parent if is_clone else here) / "work"


def find_work(here: Path) -> Path:
    """Return the folder of the learner's copies, seen from it, from inside it, or from the folder above it.

    Raises:
        WrongCall: there's none.
    """
    shipped = find_notebooks(COURSE)
    if _is_work(here / "work"):
        return here / "work"
    for folder in (here, *here.parents):
        if folder != shipped and _is_work(folder):
            return folder
        if folder == shipped.parent != COURSE:  # the clone, which has a place for it
            return folder / "work"
    raise WrongCall(f"course: expected to be called in the course's folder, in its `work` or below, got {here}. "
                    "Go there (`cd`), or call `course` to start.")


def _is_work(folder: Path) -> bool:
    return (folder / state.FILE).is_file() or any((folder / path.name).is_file() for path in shipped_lessons().values())


def copy_lessons(shipped: Mapping[str, Path], work: Path) -> list[Path]:
    """Copy every lesson that is not yet in `work`, and return the new files. What is there is never touched.

    One that seems to be there under another name isn't copied: an empty copy beside it would be taken for the answers.
    What each copy came from is noted, so that `update` can tell later what the learner changed.
    """
    work.mkdir(exist_ok=True)
    renamed = renamed_lessons(shipped, work)
    new = [path for path in shipped.values()
           if not os.path.lexists(work / path.name) and path.name not in renamed]
    versions = {}
    for path in new:
        notebooks.write_text(work / path.name, path.read_text(encoding="utf-8"))
        with contextlib.suppress(notebooks.Unreadable):
            versions[path.stem] = notebooks.fingerprints(path)
    remember(versions, work)
    return [work / path.name for path in new]


def renamed_lessons(shipped: Mapping[str, Path], work: Path) -> dict[str, str]:
    """Return under which names lessons that are missing in `work` seem to be there, by the names they should have."""
    missing = {}
    for path in shipped.values():
        with contextlib.suppress(notebooks.Unreadable, FileNotFoundError):
            if not os.path.lexists(work / path.name):
                missing[path.name] = notebooks.read(path)
    return find_renamed(work, missing)


def remember(versions: dict[str, dict[str, str]], work: Path) -> None:
    """Note from which version copies come: the hash of each cell's text, by the cell's id, by lesson."""
    if versions:
        state.update("lessons", lambda known: known | versions, work)
