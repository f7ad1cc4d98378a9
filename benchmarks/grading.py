"""Measure grading side by side on the same submissions: nbgrader, nbgrader tuned by hand, ours, and the bare floor.

    python benchmarks/grading.py --submissions 20
    python benchmarks/grading.py --submissions 500 --json    the last line is one JSON object

- stock: `nbgrader autograde` as it comes. tuned: immediate shutdown, one process per core. Both grade at most
  `--stock` submissions, for they need seconds each; times are given per submission.
- ours: `grader grade` with one job and with one per core.
- floor: the cells that ours runs, in one warm process, without kernel, sandbox, judge or gradebook.

`ratio` is stock's wall time per submission over ours with all cores, both without their start, `ratio_with_start`
with it. `overhead_cpu_s` is our processor time per submission, all processes together, above the floor's. `flat` is
the cost of a submission at the end of a large class over that at its beginning.
"""
from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = Path(sys.executable).parent
ANSWERS = ROOT / "tests" / "answers"
STOCK_CONFIG = "c = get_config()\nc.CourseDirectory.course_id = 'class'\n"
TUNED_CONFIG = STOCK_CONFIG + "c.NotebookClient.shutdown_kernel = 'immediate'\n"
CORES = len(os.sched_getaffinity(0))
FLOOR = """
import json, sys, time, os
sys.path.insert(0, {root!r})
import contextlib, io, warnings, torch, torch._dynamo, matplotlib
matplotlib.use("agg")
torch.set_num_threads(1)
from course.questions import lessons
lessons()
def run(cells, seed):
    names = {{"__name__": "__main__"}}
    os.environ["COURSE_GRADING_SEED"] = str(seed)  # every learner has inputs of their own
    for source in cells:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            try:
                exec(compile(source, "cell", "exec"), names)
            except BaseException:
                pass
notebooks = json.load(open(sys.argv[1]))
run(notebooks[0], -1)
started, cpu = time.perf_counter(), time.process_time()
for seed, cells in enumerate(notebooks):
    run(cells, seed)
print(json.dumps([time.perf_counter() - started, time.process_time() - cpu]))
"""


def run(command: list[str], folder: Path, wait_for: Path | None = None) -> dict[str, float]:
    """Run a command; return its wall time, the processor time of all its processes, and when a path first appeared."""
    environment = os.environ | {"PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}"}
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    first, memory, shut_in = 0.0, [], [0.0]
    with open(folder / "benchmark.log", "ab") as log:
        process = subprocess.Popen([str(PROGRAMS / command[0]), *command[1:]], cwd=folder, env=environment,
                                   stdout=log, stderr=subprocess.STDOUT)
        while process.poll() is None:
            time.sleep(0.05)
            if wait_for and not first and any(wait_for.glob("*.json")):
                first = time.perf_counter() - started
            memory.append(resident_mb(process.pid))
            shut_in.append(max(shut_in[-1], shut_in_cpu_s(process.pid)))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime + shut_in[-1]
    return {"wall_s": time.perf_counter() - started, "cpu_s": cpu_s, "first_s": first, "status": process.returncode,
            "memory_mb": max(memory, default=0), "memory_half_way_mb": memory[len(memory) // 2] if memory else 0}


def shut_in_cpu_s(pid: int) -> float:
    """Return the processor time of the sandbox below a process, with that of its kernels that have ended.

    Bubblewrap does not wait for its child, so the system counts this time for nobody.
    """
    below, total = [child for child in children(pid) if is_bubblewrap(child)], 0.0
    while below:
        below += children(below[0])
        total += sum(map(int, read_stat(below.pop(0))[11:15])) / os.sysconf("SC_CLK_TCK")
    return total


def is_bubblewrap(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/comm").read_text().startswith("bwrap")
    except OSError:  # it has just ended
        return False


def read_stat(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:  # it has just ended
        return ["0"] * 50


def children(pid: int) -> list[int]:
    try:
        return [int(child) for task in os.listdir(f"/proc/{pid}/task")
                for child in Path(f"/proc/{pid}/task/{task}/children").read_text().split()]
    except OSError:
        return []


def resident_mb(pid: int) -> float:
    return int(read_stat(pid)[21]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def make_class(folder: Path, lesson: str, config: str = "") -> None:
    """Make a class folder with the lesson released; with a config of its own, it is nbgrader's alone."""
    run(["grader", "init", str(folder)], folder.parent)
    run(["grader", "release", lesson, "--folder", str(folder)], folder.parent)
    if config:
        (folder / "nbgrader_config.py").write_text(config)


def hand_in(folder: Path, lesson: str, n: int) -> list[str]:
    """Put n submissions with different answers into a class folder and return the learners' names."""
    from grader.proof.answers import SEEDS, read_answers

    released = json.loads((folder / "release" / lesson / f"{lesson}.ipynb").read_text())
    bank: dict[str, list[str]] = {}
    for answer in read_answers(ANSWERS):
        if answer.seeds == SEEDS:  # not those that remember the public inputs
            bank.setdefault(answer.question, []).append(answer.path.read_text().partition("\n\n")[2])
    names = [f"learner{i:04}" for i in range(n)]
    for name in names:
        choose = random.Random(name)
        notebook = json.loads(json.dumps(released))
        for cell in notebook["cells"]:
            question = cell["id"].removesuffix("-answer")
            if question in bank and question != cell["id"]:
                cell["source"] = choose.choice(bank[question])
        place = folder / "submitted" / name / lesson
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{lesson}.ipynb").write_text(json.dumps(notebook))
    return names


def copy_class(source: Path, target: Path, names: list[str]) -> Path:
    """Copy a class folder with some of its submissions and no marks."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("submitted", "autograded", "results"))
    for name in names:
        shutil.copytree(source / "submitted" / name, target / "submitted" / name)
    return target


def read_scores(folder: Path, lesson: str) -> dict[str, float]:
    from grader.marks.reading import read_marks

    return {name: mark.score for name, mark in read_marks(folder, lesson).items()}


def measure_ours(base: Path, lesson: str, names: list[str], jobs: int) -> tuple[dict[str, float], dict[str, float]]:
    """Grade with `grader grade`; return its figures and the marks."""
    folder = copy_class(base, base.parent / f"ours-{jobs}-{len(names)}", names)
    figures = run(["grader", "grade", lesson, "--jobs", str(jobs)], folder, folder / "results" / lesson)
    marks = read_scores(folder, lesson)
    results = (folder / "results" / lesson).glob("*.json")
    figures["flat"] = compare_ends(sorted(path.stat().st_mtime for path in results))
    shutil.rmtree(folder)
    return figures, marks


def compare_ends(finished: list[float]) -> float:
    """Return the time per submission of the last hundred over that of the hundred behind the first ten; 0 for few."""
    if len(finished) < 250:
        return 0.0
    return (finished[-1] - finished[-101]) / (finished[110] - finished[10])


def measure_stock(base: Path, lesson: str, names: list[str]) -> tuple[dict[str, float], dict[str, float]]:
    """Grade with stock `nbgrader autograde`; return its figures and the marks."""
    folder = copy_class(base, base.parent / "stock", names)
    return run(["nbgrader", "autograde", lesson], folder), read_scores(folder, lesson)


def measure_tuned(base: Path, lesson: str, names: list[str]) -> float:
    """Grade with nbgrader tuned by hand, a process and a class folder per core; return the wall time."""
    parts = [names[i::CORES] for i in range(CORES)]
    folders = [copy_class(base, base.parent / f"tuned-{i}", part) for i, part in enumerate(parts)]
    for folder in folders:
        (folder / "nbgrader_config.py").write_text(TUNED_CONFIG)
    environment = os.environ | {"PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}"}
    started = time.perf_counter()
    running = [subprocess.Popen([str(PROGRAMS / "nbgrader"), "autograde", lesson], cwd=folder, env=environment,
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for folder in folders]
    for process in running:
        process.wait()
    return time.perf_counter() - started


def measure_floor(base: Path, lesson: str, names: list[str]) -> dict[str, float]:
    """Run the cells that grading runs in one warm process."""
    import nbformat

    from grader.lessons.hand_in import parse_notebook
    from grader.lessons.restore import restore
    from grader.marking.prepare import to_cells

    release = nbformat.read(base / "release" / lesson / f"{lesson}.ipynb", as_version=4)
    notebooks = []
    for name in names:
        raw = (base / "submitted" / name / lesson / f"{lesson}.ipynb").read_bytes()
        cells = to_cells(restore(parse_notebook(raw, name), release))
        notebooks.append([cell.source for cell in cells if not cell.is_shown])
    (base / "cells.json").write_text(json.dumps(notebooks))
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", FLOOR.format(root=str(ROOT)), base / "cells.json"],
                          capture_output=True, text=True, check=True)
    wall_s, cpu_s = json.loads(done.stdout.splitlines()[-1])
    return {"wall_s": wall_s / len(names), "cpu_s": cpu_s / len(names)}


def measure(folder: Path, lesson: str, n: int, n_stock: int) -> dict[str, object]:
    """Return all figures of one lesson, times in seconds per submission unless their name says otherwise."""
    base, stock = folder / "base", folder / "stock-base"
    make_class(base, lesson)
    make_class(stock, lesson, STOCK_CONFIG)
    names = hand_in(base, lesson, n)
    hand_in(stock, lesson, n)
    few = names[:min(n, n_stock)]
    measure_ours(base, lesson, names[:1], CORES)  # the first start reads everything from the disk
    one, _ = measure_ours(base, lesson, names[:1], CORES)
    nbgrader_one, _ = measure_stock(stock, lesson, few[:1])
    shutil.rmtree(folder / "stock")
    nbgrader, nbgrader_marks = measure_stock(stock, lesson, few)
    tuned_s = measure_tuned(stock, lesson, few) / len(few)
    floor = measure_floor(base, lesson, names[:50])
    single, _ = measure_ours(base, lesson, few, 1)
    ours, marks = measure_ours(base, lesson, names, CORES)

    def each(figures: dict[str, float], start: dict[str, float], n: int, what: str = "wall_s") -> float:
        return (figures[what] - start[what]) / (n - 1)

    ours_s, nbgrader_s = each(ours, one, n), each(nbgrader, nbgrader_one, len(few))
    return {
        "lesson": lesson, "submissions": n, "stock_submissions": len(few), "cores": CORES,
        "same_marks": all(marks[name] == nbgrader_marks.get(name) for name in few),
        "ratio": nbgrader_s / ours_s, "ratio_with_start": nbgrader["wall_s"] / len(few) / (ours["wall_s"] / n),
        "ratio_tuned": tuned_s / ours_s, "floor_ratio": nbgrader_s / (floor["wall_s"] / CORES),
        "overhead_cpu_s": each(ours, one, n, "cpu_s") - floor["cpu_s"],
        "overhead_cpu_with_start_s": ours["cpu_s"] / n - floor["cpu_s"],
        "nbgrader_s": nbgrader_s, "tuned_s": tuned_s, "ours_s": ours_s, "ours_one_job_s": each(single, one, len(few)),
        "ours_cpu_s": each(ours, one, n, "cpu_s"), "floor_s": floor["wall_s"], "floor_cpu_s": floor["cpu_s"],
        "start_s": one["wall_s"], "start_cpu_s": one["cpu_s"], "first_result_s": ours["first_s"],
        "flat": ours["flat"], "parent_mb": ours["memory_mb"],
        "parent_half_way_mb": ours["memory_half_way_mb"], "status": ours["status"],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--submissions", type=int, default=20)
    parser.add_argument("--stock", type=int, default=20, help="submissions that stock nbgrader grades")
    parser.add_argument("--lesson", default="01_first_computation")
    parser.add_argument("--json", action="store_true", help="end with one line of JSON")
    chosen = parser.parse_args()
    if min(chosen.submissions, chosen.stock) < 11:
        parser.error("expected at least 11 submissions, to tell their cost from that of the start")
    with tempfile.TemporaryDirectory(dir="/var/tmp", prefix="benchmark-") as folder:
        figures = measure(Path(folder), chosen.lesson, chosen.submissions, chosen.stock)
    figures = {name: round(value, 3) if isinstance(value, float) else value for name, value in figures.items()}
    for name, value in figures.items():
        print(f"{name:<28}{value:>24}")
    if chosen.json:
        print(json.dumps(figures))


if __name__ == "__main__":
    main()
