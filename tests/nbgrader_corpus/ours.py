"""Grade the same class folders with `grader`, each class in a process of its own.

`python -m nbgrader_corpus.ours release|grade FOLDER NAME...` runs the command as a user types it, for one assignment
after another in one process, because importing PyTorch takes longer than grading a small notebook.
"""
from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from nbgrader_corpus.course import Assignment, Course
from nbgrader_corpus.marks import Outcome, read_outcomes
from nbgrader_corpus.stock import BEGINS, run_class, set_due_dates

ENDS = "=== exit "


def copy_class(course: Course, folder: Path, to: Path) -> dict[str, str]:
    """Copy a class that nbgrader has released and that was handed in; return what we refused to release, and why."""
    shutil.copytree(folder, to)
    with open(to / "nbgrader_config.py", "a") as file:
        file.write(course.our_config + "\n")
    if course.released_by == "nbgrader":
        return {}
    shutil.rmtree(to / "release", ignore_errors=True)
    (to / "gradebook.db").unlink(missing_ok=True)
    said = run_class("nbgrader_corpus.ours", "release", to, course.names)
    set_due_dates(course, to)
    return {name: _why(text) for name, text in said.items() if not text.rstrip().endswith(f"{ENDS}0")}


def grade(course: Course, folder: Path, unreleased: Mapping[str, str] = {}) -> dict[str, dict[str, Outcome]]:
    """Grade a class and return what it came to, by assignment and learner."""
    said = run_class("nbgrader_corpus.ours", "grade", folder, course.names)
    return {assignment.name: _read(course, folder, assignment, unreleased.get(assignment.name, ""),
                                   said.get(assignment.name, "")) for assignment in course.assignments}


def _read(course: Course, folder: Path, assignment: Assignment, refused: str, said: str) -> dict[str, Outcome]:
    told = _read_told(said)
    everybody = refused or ("" if told else _why(said) or "said nothing")
    return {learner: replace(outcome, failed=everybody or told.get(learner, "passed over"), log=said)
            for learner, outcome in read_outcomes(course, folder, assignment, course.autograded).items()}


def _read_told(said: str) -> dict[str, str]:
    """Return why each learner was not graded, "" if they were, of what `--json` prints."""
    for line in said.splitlines():
        if line.startswith('{"lesson"'):
            return {one["learner"]: one["refused"] or one["fault"] for one in json.loads(line)["graded"]}
    return {}


def _why(said: str) -> str:
    """Return why the command did nothing, which may take several lines; "" if it did not say that it did not."""
    _, named, reason = said.partition("\ngrader: ")
    return (reason if named else said).partition(ENDS)[0].strip()


def main(what: str, folder: str, *names: str) -> None:
    from grader.cli import app, leave
    from grader.errors import WrongCall

    more = ["--jobs", "1", "--json"] if what == "grade" else []
    for name in names:
        print(BEGINS.format(name), flush=True)
        status: object = 0
        try:
            app([what, name, "--folder", folder, *more])
        except WrongCall as error:
            print(f"\ngrader: {error}", flush=True)
            status = 2
        except SystemExit as ended:
            status = ended.code or 0
        print(f"{ENDS}{status}", flush=True)
    leave(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
