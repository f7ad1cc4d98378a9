"""Measure the reports of a whole term: 500 learners, six lessons, one command.

    python benchmarks/reports.py --learners 500
    python benchmarks/reports.py --learners 500 --json    the last line is one JSON object

Nobody's code runs. The six lessons are released by `grader release`; what learners have is made up, from a seed, and
written by the grader's own writers: results, histories, the gradebook's rows, a roster, and folders in `submitted/`.

- reports: `grader report`, which writes page, CSV and JSON of all lessons, its start included.
- one: `grader report LESSON` for the last lesson. term: `grader term`.

Times are medians of the rounds, in seconds of wall time; `load` is the machine's load average before and after.
"""
from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
PROGRAM = Path(sys.executable).parent / "grader"
DUE = datetime(2026, 11, 20)
IDEAS = ("softmax-over-columns", "no-zero-grad", "precision-recall-swapped")
HINT = "That's a fair guess. But `dim` names the axis that's summed away. Print the sums of the rows."


def grader(*arguments: str) -> float:
    """Run a command of `grader` and return its wall time."""
    started = time.perf_counter()
    done = subprocess.run([str(PROGRAM), *arguments], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"reports: `grader {arguments[0]}` ended with {done.returncode}: {done.stderr[-500:]}")
    return time.perf_counter() - started


def make_term(folder: Path, n_learners: int, lessons: list[str]) -> None:
    """Make a class that has done these lessons, without running anything."""
    from grader.exchange.roster import Person, Roster, write_roster

    grader("init", str(folder))
    for lesson in lessons:
        grader("release", lesson, "--folder", str(folder), "--due", f"{DUE:%Y-%m-%d} 23:59 UTC")
    names = [f"learner-{i:03}" for i in range(n_learners)]
    write_roster(folder, Roster(tuple(Person(name, f"Family, {name}", f"{name}@example.edu") for name in names)))
    for lesson in lessons:
        fill_lesson(folder, lesson, names)


def fill_lesson(folder: Path, lesson: str, names: list[str]) -> None:
    """Give most of a class results, a history and marks for a lesson."""
    from grader.classroom.gradebook import open_gradebook

    with open_gradebook(folder) as gradebook:
        for name in names:
            chance = random.Random(f"{name} {lesson}")
            place = folder / "submitted" / name
            place.mkdir(parents=True, exist_ok=True)
            if chance.random() < 0.06:
                continue  # handed in nothing
            gradebook.api.update_or_create_student(name)
            record = gradebook.api.update_or_create_submission(
                lesson, name, timestamp=DUE + timedelta(hours=chance.choice((-30, -3, 20, 25))))
            shutil.copytree(folder / "release" / lesson, place / lesson,
                            ignore=lambda _, files: [file for file in files if not file.endswith(".ipynb")])
            save(folder, lesson, name, record, chance)
        gradebook.api.db.commit()


def save(folder: Path, lesson: str, name: str, record, chance: random.Random) -> None:
    """Write what a learner has for a lesson: gradebook, results, and a history of two hand-ins."""
    from course.checking.question import Result
    from grader.classroom.results import Graded, write_results
    from grader.marking.history import add_to_history

    able, results = chance.random(), []
    for grade in (grade for notebook in record.notebooks for grade in notebook.grades):
        by_hand = grade.cell.cell_type == "markdown"
        right = chance.random() < 0.3 + 0.6 * able
        points = float(grade.cell.max_score) if right else 0.0
        grade.auto_score, grade.needs_manual_grade = None if by_hand else points, by_hand and chance.random() < 0.5
        grade.manual_score = points if by_hand and not grade.needs_manual_grade else None
        if not by_hand:
            idea = "" if right else chance.choice(IDEAS)
            results.append(Result(grade.name, "passed" if right else "failed", points, float(grade.cell.max_score),
                                  message="`f` returned a wrong result." * (not right), hint=HINT * (not right),
                                  misconception=idea, seconds=chance.random()))
    refused = "expected a notebook, got an empty file. Ask for it again." if chance.random() < 0.01 else ""
    graded = Graded(name, lesson, results, refused, hand_in="second", late_s=record.total_seconds_late)
    add_to_history(folder, Graded(name, lesson, results[:-1], hand_in="first"))
    add_to_history(folder, graded)
    write_results(folder, graded)


def measure(n_learners: int, rounds: int) -> dict[str, float]:
    """Return medians over the rounds."""
    from grader.lessons.copies import find_lessons

    lessons, times = sorted(find_lessons()), {"reports_s": [], "one_s": [], "term_s": []}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "class"
        make_term(folder, n_learners, lessons)
        before = os.getloadavg()[0]
        for _ in range(rounds):
            times["reports_s"].append(grader("report", "--folder", str(folder)))
            times["one_s"].append(grader("report", lessons[-1], "--folder", str(folder)))
            times["term_s"].append(grader("term", "--folder", str(folder)))
        pages = [path.stat().st_size for path in folder.glob("results/*/report.html")]
    return {name: round(statistics.median(values), 2) for name, values in times.items()} | {
        "learners": n_learners, "lessons": len(lessons), "pages": len(pages), "page_kb": round(max(pages) / 1000),
        "cores": len(os.sched_getaffinity(0)), "load_before": round(before, 2),
        "load_after": round(os.getloadavg()[0], 2)}


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--learners", type=int, default=500)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--json", action="store_true")
    arguments.add_argument("--keep", type=Path, help="make the class here instead, and measure nothing")
    given = arguments.parse_args()
    if given.keep:
        from grader.lessons.copies import find_lessons

        return make_term(given.keep, given.learners, sorted(find_lessons()))
    found = measure(given.learners, given.rounds)
    for name, value in found.items():
        print(f"{name:>18}  {value:g}")
    if given.json:
        print(json.dumps(found))


if __name__ == "__main__":
    main()
