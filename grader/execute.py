"""Run one restored notebook in a kernel of its own. The kernel publishes facts; nothing is decided here."""
from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import DEVNULL

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_output

from course.check import GRADING_SEED
from grader.lesson import role_of
from grader.runner import Limits
from grader.submission import is_run

PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TEMP", "SYSTEMROOT", "LD_LIBRARY_PATH", "VIRTUAL_ENV",
             "JUPYTER_PATH", "PYTHONPATH", "OMP_NUM_THREADS", "CUDA_VISIBLE_DEVICES")


def execute(notebook: NotebookNode, seed: str, folder: Path, limits: Limits = Limits(), kernel: str = "python3") -> str:
    """Run a notebook's cells in place and return why the run ended early, or "" if it came to its end.

    Demonstrations that nobody changed are left out. If a check then misses a name that stands in one of them, the
    notebook is run again, whole: an answer may rely on it, and leaving cells out must never change a mark.
    """
    ended = run_cells(notebook, is_run, seed, folder, limits, kernel)
    if _missing_names(notebook) & _skipped_names(notebook):
        ended = run_cells(notebook, lambda cell: cell.cell_type == "code", seed, folder, limits, kernel)
    return ended


def _missing_names(notebook: NotebookNode) -> set[str]:
    """Names that were not defined where a check, or an answer that it called, needed them."""
    said = json.dumps([cell.outputs for cell in notebook.cells if role_of(cell) == "check"])
    return set(re.findall(r"name '(\w+)' is not defined", said))


def _skipped_names(notebook: NotebookNode) -> set[str]:
    """All words of the code that was left out."""
    left_out = [cell.source for cell in notebook.cells if cell.cell_type == "code" and not is_run(cell)]
    return set(re.findall(r"\w+", "\n".join(left_out)))


def run_cells(
    notebook: NotebookNode, chosen: Callable[[NotebookNode], bool], seed: str, folder: Path,
    limits: Limits, kernel: str,
) -> str:
    """Run some of a notebook's cells in one new kernel and return why the run ended early, or "".

    Every check publishes facts for the inputs of `seed`. A cell that raises does not stop the run; a kernel that
    dies or a submission that uses up its time does, and what was run before keeps its outputs.

    Args:
        notebook: a restored notebook.
        chosen: tells of a cell whether it is run.
        seed: the secret of this learner's fresh inputs.
        folder: the folder the kernel runs in.
        limits: time and output that the submission may use.
        kernel: the kernelspec to use.
    """
    client = NotebookClient(
        notebook, kernel_name=kernel, allow_errors=True, interrupt_on_timeout=True, shutdown_kernel="immediate",
        skip_cells_with_tag="", raise_on_iopub_timeout=False, iopub_timeout=2, store_widget_state=False,
        error_on_timeout={"ename": "TimeLimit", "evalue": f"stopped after {limits.cell_s:g} s", "traceback": []},
        extra_arguments=["--HistoryManager.enabled=False"], resources={"metadata": {"path": str(folder)}},
    )
    client.log.setLevel("CRITICAL")  # an interrupted cell is the learner's affair and is reported in the card
    environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    environment |= {GRADING_SEED: seed, "OMP_NUM_THREADS": "1"}  # tiny steps wait for a second thread far longer
    try:
        with client.setup_kernel(env=environment, stdout=DEVNULL, stderr=DEVNULL):
            return _run_cells(client, chosen, limits)
    except DeadKernelError:
        return "the kernel ended before the last cell"


def _run_cells(client: NotebookClient, chosen: Callable[[NotebookNode], bool], limits: Limits) -> str:
    ends = time.monotonic() + limits.submission_s
    for index, cell in enumerate(client.nb.cells):
        if not chosen(cell):
            continue
        left = ends - time.monotonic()
        if left < 1:
            return f"the submission used up its {limits.submission_s:g} s"
        client.timeout = max(1, min(int(limits.cell_s), int(left)))
        try:
            client.execute_cell(cell, index)
        except DeadKernelError:
            return "the kernel ended before the last cell"
        except CellExecutionError:  # with allow_errors only for messages that nbclient cannot read
            cell.outputs.append(new_output("error", ename="Unreadable", evalue="the cell's reply could not be read"))
        _cut_outputs(cell, limits.output_chars)
    return ""


def _cut_outputs(cell: NotebookNode, limit: int) -> None:
    """Keep the first `limit` characters of what a cell printed."""
    left = limit
    for output in cell.outputs:
        if output.output_type == "stream":
            if len(output.text) > left:
                output.text = output.text[:left] + "\n… cut here\n"
            left = max(0, left - len(output.text))
