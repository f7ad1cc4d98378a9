"""Measure what `course` costs a learner: its import over PyTorch's own, and a check beyond the answer's own time.

    python benchmarks/check.py            a table
    python benchmarks/check.py --json     the same; the last line is one JSON object

Imports are timed in new processes, PyTorch's and then the course's in each, so that both see the same machine.
What PyTorch itself does on first use (building an optimizer imports its compiler: 1.7 s) counts as the answer's own.
"""
from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from statistics import median

import torch

IMPORTS = """
from time import perf_counter
started = perf_counter()
import torch
between = perf_counter()
import course
print(between - started, perf_counter() - between)
"""


def measure_imports(rounds: int) -> dict[str, float]:
    """Return the median seconds of importing PyTorch, and the milliseconds of importing the course after it."""
    runs = [subprocess.run([sys.executable, "-c", IMPORTS], capture_output=True, text=True, check=True)
            for _ in range(rounds)]
    times = [[float(word) for word in run.stdout.split()] for run in runs]
    return {"import_torch_s": round(median(torch for torch, _ in times), 3),
            "import_course_ms": round(1000 * median(course for _, course in times), 1)}


def time_call(function: Callable[[], object]) -> float:
    """Return the seconds of one call."""
    started = time.perf_counter()
    function()
    return time.perf_counter() - started


def measure_checks(rounds: int) -> dict[str, dict[str, float]]:
    """Return, by question, the milliseconds of a check that passes and of one that explains, less the answer's own."""
    from course.questions import lessons

    questions = [question for asked in lessons().values() for question in asked]
    return {question.id: measure_question(question, rounds) for question in questions}


def measure_question(question, rounds: int) -> dict[str, float]:
    """Return the figures of one question; the first check is given apart, since it computes what is due."""
    from course.keys import find_key

    solutions = find_key(question.id).solutions
    right = tuple(solution.right for solution in solutions)
    wrong = (solutions[0].misconceptions[0].ways[0], *right[1:])
    run_answers(question, right)
    first = time_check(question, right)
    passed = median(time_check(question, right) for _ in range(rounds))
    first_explained = time_check(question, wrong)
    explained = median(time_check(question, wrong) for _ in range(rounds))
    own = median(time_call(lambda: run_answers(question, right)) - make_time(question) for _ in range(rounds))
    milliseconds = {"first": first - own, "passed": passed - own, "first_explained": first_explained - own,
                    "explained": explained - own, "own": max(own, 0.0)}
    return {f"{name}_ms": round(1000 * seconds, 2) for name, seconds in milliseconds.items()}


def time_check(question, answers: tuple) -> float:
    from course import CheckFailed, check

    def check_quietly() -> None:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(CheckFailed):
            check(question.id, *answers)
    return time_call(check_quietly)


def run_answers(question, answers: tuple) -> None:
    for known, given in zip(question.answers, answers):
        for arguments in known.inputs(0):
            with contextlib.suppress(Exception):  # where an error is the right answer
                known.call(given, *arguments)


def make_time(question) -> float:
    return time_call(lambda: [known.inputs(0) for known in question.answers])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="end with one line of JSON")
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    figures = measure_imports(chosen.rounds)
    os.environ.pop("COURSE_GRADING_SEED", None)
    torch.set_num_threads(1)  # tiny tensors: threads only wait for one another
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)  # where `check` notes the progress
        checks = measure_checks(4 * chosen.rounds)
        os.chdir("/")
    for name, value in figures.items():
        print(f"{name:<28}{value:>8}")
    for question, row in checks.items():
        print(f"{question:<18}", "  ".join(f"{name} {value:>7.2f}" for name, value in row.items()))
    if chosen.json:
        print(json.dumps(figures | {"checks": checks}))


if __name__ == "__main__":
    main()
