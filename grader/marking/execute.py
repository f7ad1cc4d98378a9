"""Run the cells of one submission in a kernel of its own. The kernel publishes facts; nothing is decided here."""
from __future__ import annotations

import ast
import dis
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from course.checking.check import GRADING_SEED
from grader.kernels.channel import Client
from grader.kernels.limits import Limits
from grader.kernels.ordinary import OrdinaryKernel, open_ordinary_kernel
from grader.kernels.runner import Cell, Runner
from grader.kernels.warm import open_kernel
from grader.kernels.zygote import WITH_ZYGOTE, Kernel, ZygoteDied

MEMORY_SHARE = "PYTORCH_CUDA_ALLOC_CONF"


def execute(
    cells: list[Cell], seed: str, limits: Limits = Limits(), files: Path | None = None, sandboxed: bool = True,
    whole: bool = False,
) -> tuple[str, float]:
    """Run cells in place; return why the run ended early, or "", and the seconds of processor time it took.

    Training of the learner's own is left out, and so are demonstrations that nobody changed. If a check then misses a
    name that stands in a demonstration, all is run again with these: an answer may rely on one, and leaving them out
    must never change a mark.

    Args:
        cells: the code cells of a restored notebook.
        seed: the secret of this learner's fresh inputs, for which every check publishes facts.
        limits: what the submission may use.
        files: a folder of files that the kernel starts with.
        sandboxed: whether the kernel is shut in; without a sandbox it has the rights of this process.
        whole: whether to run everything in any case.

    Raises:
        ZygoteDied, RuntimeError: no kernel could be started; that is never the learner's fault.
    """
    graded = [cell for cell in cells if whole or not cell.is_work]
    needed = [cell for cell in graded if whole or not cell.is_shown]
    ended, cpu_s = run_cells(needed, seed, limits, files, sandboxed)
    if not whole and _missing_names(graded) & _skipped_names(graded):
        ended, more_s = run_cells(graded, seed, limits, files, sandboxed)
        cpu_s += more_s
    return ended, cpu_s


def _missing_names(cells: list[Cell]) -> set[str]:
    """Names that were not defined where a check, or an answer that it called, needed them."""
    said = json.dumps([cell.outputs for cell in cells if cell.is_check])
    return set(re.findall(r"name '(\w+)' is not defined", said))


def _skipped_names(cells: list[Cell]) -> set[str]:
    """Names that the code which was left out would have defined."""
    return set().union(*(_defined_names(cell.source) for cell in cells if cell.is_shown))


def _defined_names(source: str) -> set[str]:
    """Names that code defines at its top level; all its words where it is more than plain Python."""
    try:
        code = compile(source, "cell", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    except SyntaxError:
        return set(re.findall(r"\w+", source))
    return {step.argval for step in dis.get_instructions(code) if step.opname in ("STORE_NAME", "STORE_GLOBAL")}


def run_cells(
    cells: list[Cell], seed: str, limits: Limits, files: Path | None, sandboxed: bool,
) -> tuple[str, float]:
    """Run cells in one new kernel; return why the run ended early, or "", and its processor time.

    A cell that raises does not stop the run; a kernel that dies, or a submission that uses up its time does, and
    what was run before keeps its outputs. A zygote that dies takes its kernels with it, whoever was to blame: then
    all is run again, once.
    """
    for again in (True, False):
        for cell in cells:
            cell.outputs, cell.count = [], None
        try:
            with _open(seed, limits, files, sandboxed) as (kernel, client):
                ended = Runner(kernel, client, limits).run(cells)
            if kernel.why == WITH_ZYGOTE:
                raise ZygoteDied(f"kernel: expected its zygote to live, got: it {WITH_ZYGOTE}. Run `grader doctor`.")
            return ended, kernel.cpu_s
        except ZygoteDied:
            if not again:
                raise


@contextmanager
def _open(
    seed: str, limits: Limits, files: Path | None, sandboxed: bool,
) -> Iterator[tuple[Kernel | OrdinaryKernel, Client]]:
    environment = {GRADING_SEED: seed, "OMP_NUM_THREADS": "1"}  # tiny steps wait for a second thread far longer
    if limits.kernel.gpu:
        environment[MEMORY_SHARE] = f"per_process_memory_fraction:{limits.gpu_share:g}"
    opened = open_kernel(environment, limits.kernel, files) if sandboxed else open_ordinary_kernel(environment, files)
    with opened as pair:
        yield pair
