"""Build the learner's copies, tell which are stale, and release a lesson in a class folder."""
from __future__ import annotations

from pathlib import Path

from course.work.folder import find_notebooks
from grader.errors import WrongCall
from grader.lessons.text import dump, read_lesson, released

NOTEBOOKS = find_notebooks(Path(__file__).resolve().parents[1])


def find_lessons(notebooks: Path = NOTEBOOKS) -> dict[str, Path]:
    """Return the percent text of every lesson, by the lesson's name.

    Raises:
        WrongCall: there are no lessons where the course is installed.
    """
    found = {path.stem: path for path in sorted((notebooks / "source").glob("*.py"))}
    if not found:
        raise WrongCall(f"{notebooks}/source: expected lessons, got none. Install the course again, from its "
                        "wheel or from its folder.")
    return found


def build_notebooks(notebooks: Path = NOTEBOOKS) -> list[Path]:
    """Write the learner's copy of every lesson, and return the files that changed."""
    changed = []
    for name, source in find_lessons(notebooks).items():
        path, text = notebooks / f"{name}.ipynb", dump(released(read_lesson(source)))
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            changed.append(path)
    return changed


def find_stale(notebooks: Path = NOTEBOOKS) -> list[str]:
    """Return the names of lessons whose learner's copy is not what their text gives, and of copies without a text."""
    lessons = find_lessons(notebooks)
    copies = {path.stem: path for path in notebooks.glob("*.ipynb")}
    stale = set(lessons) ^ set(copies)
    for name in set(lessons) & set(copies):
        if copies[name].read_text(encoding="utf-8") != dump(released(read_lesson(lessons[name]))):
            stale.add(name)
    return sorted(stale)
