"""Measure the letters of a large class beside nbgrader's own feedback pages, in one run.

    python benchmarks/feedback.py --learners 500
    python benchmarks/feedback.py --learners 500 --json    the last line is one JSON object

A few learners of the sample class are graded by `grader grade`; the class is made of copies of what they came to, under
other names. Then, in turns:

- letters: `grader feedback` as an instructor types it, its start included, where no page is there yet.
- again: the same call when nothing has changed; one_changed: when one mark was changed by hand.
- nbgrader: the pages that nbgrader's converter makes of `--stock` of the same notebooks, one after the other in one
  process, as `grader feedback` did before; its time for the whole class is worked out from these, start left out.

Times are medians of the rounds, in seconds of wall time; `ratio` is nbgrader's time per page over ours.
"""
from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
from sample_class import DUE, LESSON, hand_in  # noqa: E402

WHO = ("ada", "bela", "chen", "dana", "emil", "fay")  # right, middling and wrong ones
PROGRAMS = Path(sys.executable).parent
STOCK = """
import sys, time, warnings, logging
from pathlib import Path
from nbgrader.converters import GenerateFeedback
from nbgrader.coursedir import CourseDirectory
from grader.classroom.folder import load_config
warnings.simplefilter("ignore")
folder, lesson, learners = Path(sys.argv[1]), sys.argv[2], sys.argv[3].split(",")
config = load_config(folder)
config.CourseDirectory.root = str(folder)
course = CourseDirectory(config=config)
steps = GenerateFeedback(coursedir=course, config=config)
exporter = steps.exporter_class(parent=steps, config=steps.config)
for step in steps.preprocessors:
    exporter.register_preprocessor(step)
def page(learner):
    known = {"student": learner, "assignment": lesson, "notebook": lesson, "db_url": course.db_url}
    path = folder / "autograded" / learner / lesson / f"{lesson}.ipynb"
    text, _ = exporter.from_filename(str(path), resources={"unique_key": lesson, "nbgrader": known})
    (folder / "stock.html").write_text(text)
page(learners[0])
started = time.perf_counter()
for learner in learners:
    page(learner)
print(time.perf_counter() - started)
"""


def grader(*arguments: str) -> float:
    """Run a command of `grader` and return its wall time."""
    started = time.perf_counter()
    done = subprocess.run([str(PROGRAMS / "grader"), *arguments], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"feedback: `grader {arguments[0]}` ended with {done.returncode}: {done.stderr[-500:]}")
    return time.perf_counter() - started


def make_class(folder: Path, n_learners: int) -> list[str]:
    """Grade a few learners and copy what they came to; return the names of the class."""
    grader("init", str(folder))
    grader("release", LESSON, "--folder", str(folder), "--due", DUE)
    hand_in(folder, WHO)
    grader("grade", LESSON, "--folder", str(folder))
    names = {f"learner-{i:03}": WHO[i % len(WHO)] for i in range(n_learners)}
    for name, like in names.items():
        shutil.copytree(folder / "autograded" / like, folder / "autograded" / name)
        one = json.loads((folder / "results" / LESSON / f"{like}.json").read_text())
        (folder / "results" / LESSON / f"{name}.json").write_text(json.dumps(one | {"learner": name}))
    copy_marks(folder, names)
    for like in WHO:
        shutil.rmtree(folder / "autograded" / like)
        (folder / "results" / LESSON / f"{like}.json").unlink()
    return sorted(names)


def copy_marks(folder: Path, names: dict[str, str]) -> None:
    from grader.classroom.gradebook import open_gradebook

    with open_gradebook(folder) as gradebook:
        for name, like in names.items():
            own = gradebook.api.find_submission(LESSON, like)
            gradebook.api.update_or_create_student(name)
            record = gradebook.api.update_or_create_submission(LESSON, name, timestamp=own.timestamp)
            scores = {grade.name: grade for notebook in own.notebooks for grade in notebook.grades}
            for grade in (grade for notebook in record.notebooks for grade in notebook.grades):
                grade.auto_score = scores[grade.name].auto_score
                grade.needs_manual_grade = scores[grade.name].needs_manual_grade
        gradebook.api.db.commit()


def change_mark(folder: Path, learner: str, points: float) -> None:
    from grader.classroom.gradebook import open_gradebook

    with open_gradebook(folder) as gradebook:
        gradebook.api.find_grade("fraud-why", LESSON, LESSON, learner).manual_score = points
        gradebook.api.db.commit()


def measure(n_learners: int, rounds: int, n_stock: int) -> dict[str, float]:
    """Return medians over the rounds."""
    times: dict[str, list[float]] = {"letters_s": [], "again_s": [], "one_changed_s": [], "stock_page_s": []}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "class"
        names = make_class(folder, n_learners)
        command = ("feedback", LESSON, "--folder", str(folder))
        for number in range(rounds):
            shutil.rmtree(folder / "feedback", ignore_errors=True)
            times["letters_s"].append(grader(*command))
            times["again_s"].append(grader(*command))
            change_mark(folder, names[0], 0.5 + number)
            times["one_changed_s"].append(grader(*command))
            some = names[:n_stock]
            stock = subprocess.run([sys.executable, "-c", STOCK, str(folder), LESSON, ",".join(some)], cwd=ROOT,
                                   capture_output=True, text=True, check=True)
            times["stock_page_s"].append(float(stock.stdout.splitlines()[-1]) / len(some))
        pages = [path.stat().st_size for path in folder.glob(f"feedback/*/{LESSON}/*.html")]
    found = {name: round(statistics.median(values), 3) for name, values in times.items()}
    return found | {
        "learners": n_learners, "pages": len(pages), "page_kb": round(statistics.median(pages) / 1000),
        "cores": len(os.sched_getaffinity(0)), "load": os.getloadavg()[0],
        "pages_per_minute": round(60 * len(pages) / found["letters_s"]),
        "stock_class_s": round(found["stock_page_s"] * n_learners, 1),
        "ratio": round(found["stock_page_s"] * n_learners / found["letters_s"], 1),
    }


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--learners", type=int, default=500)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--stock", type=int, default=12, help="pages that nbgrader's converter makes in each round")
    arguments.add_argument("--json", action="store_true")
    given = arguments.parse_args()
    found = measure(given.learners, given.rounds, min(given.stock, given.learners))
    for name, value in found.items():
        print(f"{name:>18}  {value:g}")
    if given.json:
        print(json.dumps(found))


if __name__ == "__main__":
    main()
