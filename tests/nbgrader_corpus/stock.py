"""Release and grade class folders with nbgrader as it is installed, each class in a process of its own.

`python -m nbgrader_corpus.stock release|autograde FOLDER NAME...` runs nbgrader's own programs one after another in
one process, because starting one takes longer than grading a small notebook.
"""
from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from nbgrader_corpus.course import Course
from nbgrader_corpus.marks import Outcome, read_outcomes

TESTS = Path(__file__).resolve().parents[1]
BEGINS, ALONE = "=== of {}", "--- {}: by themselves, because nbgrader stopped the class"


def release(course: Course, folder: Path) -> None:
    """Release all assignments of a class with `nbgrader generate_assignment`."""
    run_class("nbgrader_corpus.stock", "release", folder, course.names)
    set_due_dates(course, folder)


def autograde(course: Course, folder: Path) -> dict[str, dict[str, Outcome]]:
    """Grade a class with `nbgrader autograde` and return what it came to, by assignment and learner."""
    logs = run_class("nbgrader_corpus.stock", "autograde", folder, course.names)
    return {assignment.name: {learner: _judge(outcome, learner, logs.get(assignment.name, ""))
                              for learner, outcome in
                              read_outcomes(course, folder, assignment, course.autograded).items()}
            for assignment in course.assignments}


def _judge(outcome: Outcome, learner: str, log: str) -> Outcome:
    """nbgrader removes the graded notebooks of a hand-in that it could not grade."""
    log = _part_of(log, learner)
    failed = "" if outcome.notebooks else _why(log)
    return replace(outcome, failed=failed, log=log)


def _why(log: str) -> str:
    """Return what ended the grading of one hand-in: the last exception, else the last error."""
    lines = [line.strip() for line in log.splitlines()]  # nbgrader indents what it raised
    raised = [line for line in lines if re.match(r"[\w.]+(Error|Exception|Entry)\b", line)]
    errors = [line for line in lines if "ERROR]" in line and "Please see" not in line]
    return (raised or errors or lines or ["not graded"])[-1]


def _part_of(log: str, learner: str) -> str:
    """Return the lines about one learner: from where they are first named to where the next begins."""
    begins = [match.start() for match in re.finditer(r"^--- |^.*Creating/updating student with ID '", log, re.M)]
    parts = [log[start:end] for start, end in zip(begins, [*begins[1:], len(log)])]
    own = [part for part in parts if f"ID '{learner}'" in part.splitlines()[0] or part.startswith(f"--- {learner}:")]
    return "".join(own) or "\n".join(log.splitlines()[-3:])


def run_class(module: str, what: str, folder: Path, names: Iterable[str]) -> dict[str, str]:
    """Run a module of this corpus for all assignments of a class; return what was printed for each."""
    environment = os.environ | {"PYTHONPATH": str(TESTS), "PYTHONWARNINGS": "ignore", "COLUMNS": "1000",
                                "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run([sys.executable, "-m", module, what, str(folder), *names], env=environment, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, errors="backslashreplace")
    _, *parts = re.split(r"^=== of (.*)\n", done.stdout, flags=re.M)
    return dict(zip(parts[::2], parts[1::2]))


def set_due_dates(course: Course, folder: Path) -> None:
    from nbgrader.api import Gradebook
    from nbgrader.utils import parse_utc

    with Gradebook(f"sqlite:///{folder}/gradebook.db", "corpus") as gradebook:
        for assignment in course.assignments:
            if assignment.due_date:
                due: datetime = parse_utc(assignment.due_date)
                gradebook.update_or_create_assignment(assignment.name, duedate=due)


def main(what: str, folder: str, *names: str) -> None:
    os.chdir(folder)
    for name in names:
        print(BEGINS.format(name), flush=True)
        if what == "release":
            _start("GenerateAssignmentApp", name)
        elif _start("AutogradeApp", name):
            _grade_the_others(name)


def _grade_the_others(name: str) -> None:
    """Grade those whom nbgrader did not come to, because it stops a class at some errors; each by themselves."""
    from nbgrader.api import Gradebook

    learners = sorted(path.parent.name for path in Path().glob(f"*/*/{name}")
                      if path.parent.parent.name not in ("release", "source", "autograded", "graded"))
    with Gradebook("sqlite:///gradebook.db", "corpus") as gradebook:
        tried = {submission.student.id for submission in gradebook.assignment_submissions(name)}
    for learner in learners:
        if learner not in tried:
            print(ALONE.format(learner), flush=True)
            _start("AutogradeApp", name, f"--student={learner}")


def _start(program: str, *arguments: str) -> int:
    """Run one of nbgrader's programs in this process and return its exit status."""
    from nbgrader import apps

    app = getattr(apps, program)()
    try:
        app.initialize(list(arguments))
        app.start()
    except SystemExit as ended:
        return int(ended.code or 0)
    except Exception as error:  # what nbgrader's program would end with
        print(f"{type(error).__name__}: {error}", flush=True)
        return 1
    return 0


if __name__ == "__main__":
    main(*sys.argv[1:])
