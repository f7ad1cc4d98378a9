"""Where a learner stands: what the notebooks ask, and what the notes beside them say was done."""
from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from course.home.notebook import Content, Question, parse
from course.home.records import Records
from course.predictions.lookup import lessons as predictions
from course.work import notebooks, versions
from course.work.folder import renamed_lessons

NAME = re.compile(r"(\d\d)_\w+\.ipynb")
STATES = {"passed": "right", "ready": "ready", "failed": "tried", "practice": "tried"}
DONE = ("right", "ready")
TITLE = "Replace the head"


@dataclass(frozen=True)
class Asked:
    """A question and what came of it: right, ready (to be handed in), tried or to do."""

    question: Question
    state: str = "to do"
    tries: int = 0

    @property
    def is_done(self) -> bool:
        return self.state in DONE

    @property
    def anchor(self) -> str:
        """Return where to go on: who has tried it knows the text above it."""
        return self.question.anchor if self.state == "tried" else self.question.entry


@dataclass(frozen=True)
class Trouble:
    """Something is the matter. Every view has its own words for it, because each has another way out.

    Attributes:
        kind: of a lesson "missing", "renamed", "unreadable", "in the way" (not even a file), "behind" or "lost" (a
            cell of a question); of the course "gone",
            "empty", "read-only" or "notes".
        of: the lesson's name, or the folder.
        why: the end of a sentence about a lesson that's unreadable; the questions that lost a cell; a
            whole sentence about the notes.
    """

    kind: str
    of: str = ""
    why: str = ""

    def say(self, words: Mapping[str, str]) -> str:
        """Return it in a view's words, by kind."""
        return words[self.kind].format(of=self.of, why=self.why)


@dataclass(frozen=True)
class Lesson:
    """A lesson in the work folder: `file` as it lies there, and what's the matter with it, if anything is.

    `own_name` is the name that the course gave it, where the file has another one.
    """

    file: str
    content: Content
    asked: tuple[Asked, ...] = ()
    n_guesses: int = 0
    n_guesses_right: int = 0
    is_there: bool = True
    trouble: Trouble | None = None
    own_name: str = ""

    @property
    def name(self) -> str:
        return self.file.removesuffix(".ipynb")

    @property
    def number(self) -> int:
        return int((self.own_name or self.file)[:2])

    @property
    def ids(self) -> set[str]:
        return {asked.question.id for asked in self.asked}

    @property
    def n_done(self) -> int:
        return sum(asked.is_done for asked in self.asked)

    @property
    def n_right(self) -> int:
        return sum(asked.state == "right" for asked in self.asked)

    @property
    def n_tries(self) -> int:
        return sum(asked.tries for asked in self.asked)

    @property
    def is_begun(self) -> bool:
        return self.n_guesses > 0 or self.n_tries > 0 or any(asked.state != "to do" for asked in self.asked)

    @property
    def is_done(self) -> bool:
        return self.n_done == len(self.asked)


@dataclass(frozen=True)
class Course:
    """All lessons in order; `folder` is theirs, seen from where JupyterLab looks ("" or "work/")."""

    lessons: tuple[Lesson, ...] = ()
    last: Lesson | None = None  # where something was checked last
    next_lesson: Lesson | None = None
    next_asked: Asked | None = None
    troubles: tuple[Trouble, ...] = ()
    folder: str = ""
    place: str = ""  # the work folder, for a person to find it
    title: str = TITLE

    @property
    def is_any_there(self) -> bool:
        return any(lesson.is_there for lesson in self.lessons)

    @property
    def is_begun(self) -> bool:
        return any(lesson.is_begun for lesson in self.lessons)

    @property
    def is_done(self) -> bool:
        return bool(self.lessons) and all(lesson.is_done for lesson in self.lessons)


def find_work(root: Path) -> Path:
    """Return the folder with the lessons: the server's own, or `work` in it, as on a JupyterHub."""
    return root / "work" if not _names(root) and (root / "work").is_dir() else root


def read_course(
    work: Path, released: Mapping[str, Path], records: Records, folder: str = "", title: str = TITLE,
) -> Course:
    """Return where the learner stands.

    Args:
        work: the folder with the learner's notebooks and notes.
        released: the notebooks as they are handed out, by the lesson's name and in the order of the course.
        records: what the notes say.
        folder: the work folder as JupyterLab calls it, "" or "work/".
        title: the course's.
    """
    given = {path.name: path for path in released.values() if NAME.fullmatch(path.name)}
    order = {name: place for place, name in enumerate(given)}
    renamed = renamed_lessons(released, work)
    every = [_read_renamed(work / renamed[name], given[name], records) if name in renamed
             else _read_lesson(work / name, given.get(name), records)
             for name in sorted((_names(work) | {*given}) - {*renamed.values()},
                             key=lambda name: (order.get(name, len(order)), name))]
    known = {name for lesson in every if lesson.file in given and lesson.is_there for name in lesson.ids}
    lessons = tuple(lesson for lesson in every if lesson.file in given or lesson.trouble or lesson.ids - known)
    last = _last(lessons, records)
    next_lesson, next_asked = _next(lessons, last)
    troubles = (*(Trouble("notes", why=said) for said in records.troubles), *_troubles_of(work, lessons))
    return Course(lessons, last, next_lesson, next_asked, troubles, folder, str(work), title)


def _names(folder: Path) -> set[str]:
    try:
        return {name for name in os.listdir(folder) if NAME.fullmatch(name)}
    except OSError:
        return set()


def _troubles_of(work: Path, lessons: tuple[Lesson, ...]) -> list[Trouble]:
    if not work.is_dir():
        return [Trouble("gone", str(work))]
    is_empty = not any(lesson.is_there for lesson in lessons)
    found = {"read-only": not os.access(work, os.W_OK), "empty": is_empty}
    return [Trouble(kind, str(work)) for kind, is_so in found.items() if is_so]


def _read_lesson(own: Path, released: Path | None, records: Records) -> Lesson:
    """Return a lesson as the learner has it; where that can't be read, as it is handed out, and why."""
    ours = _try(released)[0] if released else None
    theirs, trouble = _try(own)
    known = theirs or ours or {"cells": []}
    content = parse(known, own.stem)
    lesson = _judge(own.name, content, records)
    if not os.path.lexists(own):
        return replace(lesson, is_there=False, trouble=Trouble("missing", own.stem))
    if theirs is None:
        kind = "unreadable" if own.is_file() or own.is_symlink() else "in the way"
        return replace(lesson, trouble=Trouble(kind, own.stem, trouble))
    version = versions.noted(records.versions.get(own.stem))
    if ours and versions.is_behind(theirs, version, ours):
        return replace(lesson, trouble=Trouble("behind", own.stem))
    if ours and (gone := versions.lost(theirs, version, ours)):
        lesson = _judge(own.name, _with_all(content, parse(ours)), records)
        return replace(lesson, trouble=Trouble("lost", own.stem, ", ".join(gone)))
    return lesson


def _read_renamed(own: Path, released: Path, records: Records) -> Lesson:
    """Return a lesson that lies in the folder under another name than its own."""
    lesson = _judge(own.name, parse(_try(own)[0] or {"cells": []}, released.stem), records)
    return replace(lesson, own_name=released.stem, trouble=Trouble("renamed", released.stem, own.name))


def _with_all(content: Content, ours: Content) -> Content:
    """Return what stands in a lesson, with the questions whose check the learner has deleted in their places."""
    own = {question.id: question for question in content.questions}
    asked = {question.id: question for question in ours.questions} | own
    return replace(content, questions=tuple(asked.values()))


def _try(path: Path) -> tuple[notebooks.Notebook | None, str]:
    try:
        return notebooks.read(path), ""
    except FileNotFoundError:
        return None, "leads nowhere"
    except notebooks.Unreadable as error:
        return None, str(error)


def _judge(file: str, content: Content, records: Records) -> Lesson:
    right = {truth.id: truth.right for truths in predictions().values() for truth in truths}
    made = {name: records.guesses[name] for name in content.predictions if name in records.guesses}
    asked = tuple(Asked(question, _state(question, records), records.tries.get(question.id, 0))
                  for question in content.questions)
    return Lesson(file, content, asked, len(made), sum(right.get(name) == choice for name, choice in made.items()))


def _state(question: Question, records: Records) -> str:
    written = "ready" if question.is_written else "to do"
    return STATES.get(records.progress.get(question.id, ""), written)


def _last(lessons: tuple[Lesson, ...], records: Records) -> Lesson | None:
    """Return the lesson of the question that was checked last."""
    of = {asked.question.id: lesson for lesson in lessons for asked in lesson.asked}
    begun = [of[name] for name, outcome in records.progress.items() if name in of and outcome in STATES]
    return of.get(records.latest, begun[-1] if begun else None)


def _next(lessons: tuple[Lesson, ...], last: Lesson | None) -> tuple[Lesson | None, Asked | None]:
    """Return the next open question: in the lesson where something was done last, then after it, then before it."""
    place = lessons.index(last) if last else 0
    for lesson in lessons[place:] + lessons[:place]:
        for asked in lesson.asked:
            if not asked.is_done and lesson.is_there:
                return lesson, asked
    return None, None
