"""Where a learner stands, for the terminal: as a table, as JSON data, and as the way to the next question."""
from __future__ import annotations

from pathlib import Path
from typing import Any

from course.home import words
from course.home.status import Asked, Course, Lesson

STATES = {"right": "right", "ready": "ready", "tried": "tried", "left": "to do"}  # by what stands over the column
NONE_YET = "No lesson is in your folder yet. `course` puts them there."
TROUBLES = words.TROUBLES | {
    "missing": "{of}.ipynb isn’t in your folder. `course` puts it there.",
    "unreadable": "{of}.ipynb {why}. `course reset {of}` gives you a fresh copy and keeps this file.",
    "in the way": "Something that isn’t a file has the name {of}.ipynb. Rename it, then `course` puts the lesson "
                  "there.",
    "behind": "There’s a newer version of {of}.ipynb. `course update` brings it in and keeps your answers.",
    "lost": "A cell of {why} is gone from {of}.ipynb. `course update` puts it back and keeps your answers.",
    "renamed": "{of}.ipynb is called {why} in your folder. Give it its own name back before you hand it in. For a "
               "fresh copy: `course reset {of}`.",
    "gone": NONE_YET,
    "empty": NONE_YET,
}


def to_text(course: Course) -> str:
    """Return a table of all lessons, then what's the matter, and what is next."""
    rows = [["lesson", *STATES, "guesses"], *map(_row, course.lessons)]
    widths = [max(map(len, column)) for column in zip(*rows)]
    lines = ["  ".join([row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:]))])
             for row in rows]
    return "\n".join([*lines, *_tell_troubles(course), *_tell_next(course)])


def _row(lesson: Lesson) -> list[str]:
    return [f"{lesson.number} {lesson.content.title}", *map(str, _counts(lesson).values()),
            f"{lesson.n_guesses} of {len(lesson.content.predictions)}"]


def _counts(lesson: Lesson) -> dict[str, int]:
    return {name: sum(asked.state == state for asked in lesson.asked) for name, state in STATES.items()}


def to_dict(course: Course) -> dict[str, Any]:
    """Return it as JSON data."""
    follows = {"lesson": course.next_lesson.name, "question": course.next_asked.question.id,
               "section": course.next_asked.question.section} if course.next_lesson and course.next_asked else None
    return {"lessons": list(map(_lesson_to_dict, course.lessons)), "next": follows,
            "troubles": [trouble.say(TROUBLES) for trouble in course.troubles]}


def _lesson_to_dict(lesson: Lesson) -> dict[str, Any]:
    return {"name": lesson.name, "title": lesson.content.title, **_counts(lesson), "guesses": lesson.n_guesses,
            "predictions": len(lesson.content.predictions),
            "trouble": lesson.trouble.say(TROUBLES) if lesson.trouble else "",
            "questions": list(map(_asked_to_dict, lesson.asked))}


def _asked_to_dict(asked: Asked) -> dict[str, Any]:
    return {"id": asked.question.id, "section": asked.question.section, "heading": asked.question.heading,
            "state": asked.state, "tries": asked.tries}


def tell_way(course: Course, folder: str) -> str:
    """Return where the next question is and how to get there; `folder` is the work folder, as a person calls it."""
    lesson, asked = course.next_lesson, course.next_asked
    if not lesson or not asked:
        return "\n".join([*_tell_troubles(course), *_tell_next(course)])
    troubles = [*course.troubles, *([lesson.trouble] if lesson.trouble else [])]
    return "\n".join([
        f"Lesson {lesson.number}, {lesson.content.title}: {asked.question.id}, in the section "
        f"“{asked.question.section}”.", f"File: {Path(folder, lesson.file)}",
        f"To open it: `course`. In JupyterLab, it's at /lab/tree/{course.folder}{lesson.file}#{asked.anchor}",
        *(trouble.say(TROUBLES) for trouble in troubles)])


def _tell_troubles(course: Course) -> list[str]:
    """Return what's the matter; where there's no lesson at all, no list of those that are missing."""
    of_lessons = [lesson.trouble for lesson in course.lessons if lesson.trouble] if course.is_any_there else []
    return [trouble.say(TROUBLES) for trouble in [*course.troubles, *of_lessons]]


def _tell_next(course: Course) -> list[str]:
    if course.next_lesson and course.next_asked:
        asked = course.next_asked.question
        return [f"Next: {asked.id} in lesson {course.next_lesson.name}, “{asked.section}”."]
    if course.is_done:
        return ["Every question is answered."]
    return ["Every question in the lessons that you have is answered."] if course.is_any_there else []
