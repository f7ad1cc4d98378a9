"""Grade every class of the corpus by both, and put what each hand-in came to side by side."""
from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode
from nbgrader_corpus import ours, stock
from nbgrader_corpus.course import Assignment, Course, HandIn
from nbgrader_corpus.marks import Key, Outcome, read_notebooks

AT_ONCE = 2
PENALTY = "late penalty"


@dataclass(frozen=True)
class Pair:
    """One hand-in, graded by nbgrader and by us."""

    course: Course
    assignment: Assignment
    learner: str
    handed_in: HandIn
    notebooks: dict[str, NotebookNode]
    stock: Outcome
    ours: Outcome

    @property
    def name(self) -> str:
        return f"{self.course.name}/{self.assignment.name}/{self.learner}"

    @property
    def due(self) -> float:
        return sum(self.handed_in.due.values())

    @property
    def differing(self) -> list[Key]:
        """The cells that have different marks, and `PENALTY` of each notebook that has another one."""
        keys = dict.fromkeys([*self.stock.marks, *self.ours.marks])
        names = dict.fromkeys([*self.stock.penalties, *self.ours.penalties])
        return [*(key for key in keys if self.stock.marks.get(key) != self.ours.marks.get(key)),
                *((name, PENALTY) for name in names
                  if self.stock.penalties.get(name, 0) != self.ours.penalties.get(name, 0))]

    @property
    def is_same(self) -> bool:
        """Whether the marks are the same; where neither gives any, why may differ."""
        return not self.differing and bool(self.stock.failed) == bool(self.ours.failed)

    @property
    def is_refused(self) -> bool:
        """Whether we refused it, were allowed to, named what had to be named, and gave no marks."""
        patterns = [each for each in (self.course.may_refuse, self.assignment.may_refuse,
                                     self.handed_in.may_refuse) if each]
        return (bool(self.ours.failed) and not self.ours.is_marked
                and any(re.search(pattern, self.ours.failed) for pattern in patterns))

    @property
    def too_high(self) -> list[Key]:
        """The cells for which we give more than is due."""
        return [key for key, mark in self.ours.marks.items()
                if (mark.score or 0.0) > self.handed_in.due.get(key[1], 0.0) + 1e-9]


def grade_course(course: Course, folder: Path) -> list[Pair]:
    """Grade one class by both and return its pairs."""
    began = time.monotonic()
    place = folder / course.name
    place.mkdir(parents=True)
    theirs, own = stock.grade(course, place), ours.grade(course, place)
    print(f"{course.name}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    return [Pair(course, assignment, learner, handed_in,
                 read_notebooks(place / "stock" / course.submitted / learner / assignment.name),
                 theirs[assignment.name][learner], own[assignment.name][learner])
            for assignment in course.assignments for learner, handed_in in assignment.hand_ins.items()]


def grade_all(courses: Iterable[Course], folder: Path) -> Iterator[Pair]:
    """Grade all classes, some at a time, and yield their pairs as they are done; the longest begin first."""
    longest = sorted(courses, key=lambda course: -sum(len(each.hand_ins) for each in course.assignments))
    with ThreadPoolExecutor(AT_ONCE) as executor:
        for done in as_completed([executor.submit(grade_course, course, folder) for course in longest]):
            yield from done.result()
