"""Run every lesson with its answers, from top to bottom, and measure what that takes.

    python benchmarks/lessons.py                      a table
    python benchmarks/lessons.py --json               and pretraining, and the capstone, after a quarter
                                                      of an hour; the last line is one JSON object
    python benchmarks/lessons.py 02_linear_layers     this lesson only

Each lesson runs once in an ordinary kernel of its own. Its seconds are those that a learner waits: from the start of
the kernel to the last cell, imports and pictures included. `peak_mb` is the most memory that the kernel held at once.
"""
from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "notebooks" / "source"
PEAK = """
import json, resource, sys, time
from pathlib import Path

status = Path("/proc/self/status")  # a process inherits the `ru_maxrss` of the one that started it, but not VmHWM
if status.exists():
    kilobytes = next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
else:
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # in bytes on macOS
print(json.dumps({"peak_mb": round(kilobytes / 1024), "cpu_seconds": round(time.process_time(), 1)}))
"""


def measure(path: Path) -> dict[str, float]:
    """Run a lesson; return the seconds it took, those that the processor worked, and its peak memory.

    Raises:
        CellExecutionError: a cell of the lesson raised an error; the message shows which.
    """
    import nbformat
    from nbclient import NotebookClient

    from grader.lessons.text import read_lesson

    notebook = read_lesson(path)
    notebook.cells.append(nbformat.v4.new_code_cell(PEAK))
    with tempfile.TemporaryDirectory() as folder:  # where `check` notes the progress
        client = NotebookClient(notebook, timeout=600, kernel_name="python3", shutdown_kernel="immediate",
                                extra_arguments=["--log-level=ERROR"],  # nothing but figures on the screen
                                resources={"metadata": {"path": folder}})
        started = time.perf_counter()
        client.execute()
        seconds = time.perf_counter() - started
    return {"seconds": round(seconds, 1)} | json.loads(notebook.cells[-1].outputs[-1].text)


def measure_the_rest() -> dict[str, dict]:
    """Run the benchmarks beside this one, show their tables, and return what they found by name."""
    sys.path.insert(0, str(Path(__file__).resolve().parent))  # also for their processes
    import capstone
    import pretraining

    found = {"pretraining": pretraining.measure_all(), "capstone": capstone.measure()}
    pretraining.show(found["pretraining"])
    capstone.show(found["capstone"])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("lessons", nargs="*", help="names of lessons; without any, all")
    parser.add_argument("--json", action="store_true", help="end with one line of JSON")
    chosen = parser.parse_args()
    paths = [SOURCE / f"{name}.py" for name in chosen.lessons] or sorted(SOURCE.glob("*.py"))
    figures = {}
    for path in paths:
        figures[path.stem] = measure(path)
        print(f"{path.stem:<28}", "  ".join(f"{name} {value:>7}" for name, value in figures[path.stem].items()))
    total = round(sum(row["seconds"] for row in figures.values()), 1)
    print(f"{'all':<28} seconds {total:>7}")
    if chosen.json:
        print(json.dumps({"lessons": figures, "seconds": total} | ({} if chosen.lessons else measure_the_rest())))


if __name__ == "__main__":
    main()
