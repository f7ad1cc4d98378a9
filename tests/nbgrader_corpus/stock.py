"""Release and grade class folders with nbgrader as it is installed, each class in a process of its own.

`python -m nbgrader_corpus.stock FOLDER CLASS` runs nbgrader's own programs one after another in one process, because
starting one takes longer than grading a small notebook. What was handed in is copied before it is graded.
"""
from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from nbgrader_corpus.course import Course, hand_in, make_class
from nbgrader_corpus.marks import Outcome, read_outcomes
from nbgrader_corpus.settings import find_course

TESTS = Path(__file__).resolve().parents[1]
BEGINS, ALONE = "=== of {}", "--- {}: by themselves, because nbgrader stopped the class"


def grade(course: Course, folder: Path) -> dict[str, dict[str, Outcome]]:
    """Make and grade a class with nbgrader's programs and return what it came to, by assignment and learner."""
    logs = run_class("nbgrader_corpus.stock", folder, course)
    return {assignment.name: {learner: _judge(outcome, learner, logs.get(assignment.name, ""))
                              for learner, outcome in
                              read_outcomes(course, folder / "stock", assignment, course.autograded).items()}
            for assignment in course.assignments}


def _judge(outcome: Outcome, learner: str, log: str) -> Outcome:
    """nbgrader removes the graded notebooks of a hand-in that it could not grade."""
    log = _part_of(log, learner)
    failed = "" if outcome.notebooks else _why(log)
    return replace(outcome, failed=failed, log=log)


def _why(log: str) -> str:
    """Return what ended the grading of one hand-in: the last exception, which nbgrader indents, else the last error."""
    raised = re.findall(r"^    ((?:\w+\.)*\w+(?::.*)?)$", log, re.M)
    errors = [line for line in log.splitlines() if "ERROR]" in line and "Please see" not in line]
    return (raised or errors or log.splitlines() or ["not graded"])[-1]


def _part_of(log: str, learner: str) -> str:
    """Return the lines about one learner: from where they are first named to where the next begins."""
    begins = [match.start() for match in re.finditer(r"^--- |^.*Creating/updating student with ID '", log, re.M)]
    parts = [log[start:end] for start, end in zip(begins, [*begins[1:], len(log)])]
    own = [part for part in parts if f"ID '{learner}'" in part.splitlines()[0] or part.startswith(f"--- {learner}:")]
    return "".join(own) or "\n".join(log.splitlines()[-3:])


def run_class(module: str, folder: Path, course: Course) -> dict[str, str]:
    """Run a module of this corpus for a class; return what was printed for each assignment."""
    environment = os.environ | {"PYTHONPATH": str(TESTS), "COLUMNS": "1000",
                                "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    command = [sys.executable, "-W", "ignore", "-m", module, str(folder), course.name]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          errors="backslashreplace")
    (folder / f"{module}.log").write_text(done.stdout, encoding="utf-8")
    if done.returncode:
        raise RuntimeError(f"{course.name}: {module} ended with {done.returncode}: {done.stdout[-2000:]}")
    _, *parts = re.split(r"^=== of (.*)\n", done.stdout, flags=re.M)
    return dict(zip(parts[::2], parts[1::2]))


def set_due_dates(course: Course, folder: Path) -> None:
    from nbgrader.api import Gradebook
    from nbgrader.utils import parse_utc

    dates = {assignment.name: parse_utc(assignment.due_date) for assignment in course.assignments
             if assignment.due_date}
    with Gradebook(f"sqlite:///{folder}/gradebook.db", "corpus") as gradebook:
        for name, due in dates.items():
            gradebook.update_or_create_assignment(name, duedate=due)


def main(place: str, name: str) -> None:
    course, folder = find_course(name), Path(place, "stock")
    make_class(course, folder)
    os.chdir(folder)
    for name in course.names:
        _start("GenerateAssignmentApp", name)
    set_due_dates(course, folder)
    hand_in(course, folder)
    shutil.copytree(folder, Path(place, "ours"))
    for name in course.names:
        print(BEGINS.format(name), flush=True)
        if _start("AutogradeApp", name):
            _grade_the_others(course, name)


def _grade_the_others(course: Course, name: str) -> None:
    """Grade those whom nbgrader did not come to, because it stops a class at some errors; each by themselves."""
    from nbgrader.api import Gradebook

    learners = sorted(path.parent.name for path in Path(course.submitted).glob(f"*/{name}"))
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
