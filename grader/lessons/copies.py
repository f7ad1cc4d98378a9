"""The texts of all lessons: find them, build the learner's copies, and tell which are stale."""
from __future__ import annotations

from pathlib import Path

from course.packs import OURS, Pack, find_notebooks, packs
from grader.errors import WrongCall
from grader.lessons.text import dump, read_lesson, released

NOTEBOOKS = find_notebooks(Path(__file__).resolve().parents[1])  # in a wheel, our texts come with the grader


def find_lessons(pack: Pack | None = None) -> dict[str, Path]:
    """Return the percent text of every lesson, by the lesson's name.

    Args:
        pack: of this course pack only; of all that are installed, by default.

    Raises:
        WrongCall: there are no lessons where the course is installed.
    """
    found: dict[str, Path] = {}
    for each in [pack] if pack else packs():
        own = {path.stem: path for path in sorted((notebooks_of(each) / "source").glob("*.py"))}
        if not own and each is OURS:
            raise WrongCall(f"{NOTEBOOKS}/source: expected lessons, got none. Install the course again, from its "
                            "wheel or from its folder.")
        found = own | found
    return found


def notebooks_of(pack: Pack) -> Path:
    """Return the folder in which a pack's lessons lie: the copies, and in `source/` the texts."""
    return NOTEBOOKS if pack is OURS else pack.notebooks


def build_notebooks(pack: Pack) -> list[Path]:
    """Write the learner's copy of every lesson of a pack, and return the files that changed.

    Raises:
        WrongCall: they can't be written.
    """
    changed = []
    for name, source in find_lessons(pack).items():
        path, text = notebooks_of(pack) / f"{name}.ipynb", dump(released(read_lesson(source)))
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            try:
                path.write_text(text, encoding="utf-8")
            except OSError as error:
                raise WrongCall(f"{path}: expected to write the learner's copy, got {error.strerror or error}. "
                                "Install the pack from its folder: `pip install -e FOLDER`.") from None
            changed.append(path)
    return changed


def find_stale(pack: Pack) -> list[str]:
    """Return the names of a pack's lessons whose copy is not what their text gives, and of copies without a text."""
    lessons = find_lessons(pack)
    copies = {path.stem: path for path in notebooks_of(pack).glob("*.ipynb")}
    stale = set(lessons) ^ set(copies)
    for name in set(lessons) & set(copies):
        if copies[name].read_text(encoding="utf-8") != dump(released(read_lesson(lessons[name]))):
            stale.add(name)
    return sorted(stale)
