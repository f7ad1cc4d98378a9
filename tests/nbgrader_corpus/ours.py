"""Grade the same class folders with `grader`, each class in a process of its own.

`python -m nbgrader_corpus.ours FOLDER CLASS` runs the command as a user types it, for one assignment after another in
one process, because importing PyTorch takes longer than grading a small notebook.
"""
from __future__ import annotations

import json
import shutil
import sys
from dataclasses import replace
from pathlib import Path

from nbgrader_corpus.course import Assignment, Course
from nbgrader_corpus.marks import Outcome, read_outcomes
from nbgrader_corpus.settings import find_course
from nbgrader_corpus.stock import BEGINS, run_class, set_due_dates


def grade(course: Course, folder: Path) -> dict[str, dict[str, Outcome]]:
    """Grade the copy of a class that nbgrader has left and return what it came to, by assignment and learner."""
    said = run_class("nbgrader_corpus.ours", folder, course)
    return {assignment.name: _read(course, folder / "ours", assignment, said.get(assignment.name, ""))
            for assignment in course.assignments}


def _read(course: Course, folder: Path, assignment: Assignment, said: str) -> dict[str, Outcome]:
    told = _read_told(said)
    everybody = "" if told else _why(said) or "said nothing"
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
    return (reason if named else said).strip()


def main(place: str, name: str) -> None:
    from grader.cli import leave

    course, folder = find_course(name), Path(place, "ours")
    with open(folder / "nbgrader_config.py", "a") as file:
        file.write(course.our_config + "\n")
    if course.released_by == "grader":
        shutil.rmtree(folder / "release", ignore_errors=True)
        (folder / "gradebook.db").unlink(missing_ok=True)
    for name in course.names:
        print(BEGINS.format(name), flush=True)
        if course.released_by == "nbgrader" or _start("release", name, folder):
            set_due_dates(course, folder)
            _start("grade", name, folder, "--jobs", "1", "--json")
    leave(0)


def _start(command: str, name: str, folder: Path, *more: str) -> bool:
    """Run our command in this process; return whether it did something."""
    from grader.cli import app
    from grader.errors import WrongCall

    try:
        app([command, name, "--folder", str(folder), *more])
    except WrongCall as error:
        print(f"\ngrader: {error}", flush=True)
        return False
    except SystemExit:
        pass
    return True


if __name__ == "__main__":
    main(*sys.argv[1:])
