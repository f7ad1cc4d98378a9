"""Run the cells of one submission in a kernel of its own. The kernel publishes facts; nothing is decided here."""
from __future__ import annotations

import ast
import dis
import json
import math
import re
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from course.exchange import GRADING_SEED
from grader.kernels.channel import Client
from grader.kernels.cold import MessagedKernel, find_spec, open_cold_kernel
from grader.kernels.inside.limits import KernelLimits
from grader.kernels.limits import Limits
from grader.kernels.ordinary import OrdinaryKernel, open_ordinary_kernel
from grader.kernels.runner import Cell, Runner
from grader.kernels.warm import open_kernel
from grader.kernels.zygote import WITH_ZYGOTE, Kernel, ZygoteDied

MEMORY_SHARE = "PYTORCH_CUDA_ALLOC_CONF"


@dataclass
class Execution:
    """What came of running a notebook's cells, beside their outputs; and what it has left for another run.

    Attributes:
        limits: what all runs together may use.
        kernel: the name of the kernel to run in; "" for a warm one.
        ended: why the last run ended early, or "".
        cpu_s: seconds of processor time.
        run_s: seconds of wall time while cells ran.
        starved: whether a time limit struck while the kernel waited for a processor that others had.
        notices: what a person should know, in sentences.
    """

    limits: Limits
    kernel: str = ""
    ended: str = ""
    cpu_s: float = 0.0
    run_s: float = 0.0
    starved: bool = False
    notices: list[str] = field(default_factory=list)

    @property
    def left_s(self) -> float:
        """Seconds of wall time that are left."""
        return self.limits.submission_s - self.run_s

    @property
    def left_limits(self) -> KernelLimits:
        """What the next kernel may use."""
        return replace(self.limits.kernel, cpu_s=max(1, math.ceil(self.limits.kernel.cpu_s - self.cpu_s)))

    @property
    def is_used_up(self) -> bool:
        return self.left_s <= 0 or self.cpu_s >= self.limits.kernel.cpu_s


def execute(
    cells: list[Cell], seed: str, limits: Limits = Limits(), files: Path | None = None, sandboxed: bool = True,
    whole: bool = False, kernel: str = "",
) -> Execution:
    """Run cells in place; return what came of it.

    Training of the learner's own is left out, and so are demonstrations that nobody changed. If a check then misses a
    name that stands in a demonstration, all is run again with these: an answer may rely on one, and leaving them out
    must never change a mark. All runs together have the time of one.

    Args:
        cells: the code cells of a restored notebook.
        seed: the secret of this learner's fresh inputs, for which every check publishes facts.
        limits: what the submission may use.
        files: a folder of files that the kernel starts with.
        sandboxed: whether the kernel is shut in; without a sandbox it has the rights of this process.
        whole: whether to run everything in any case.
        kernel: the name of an installed kernel; "" for a warm one.

    Raises:
        WrongCall: that kernel is not installed on this machine.
        ZygoteDied, RuntimeError: no kernel could be started; that is never the learner's fault.
    """
    for number, cell in enumerate(cells, 1):
        cell.number = number
    graded = [cell for cell in cells if whole or not cell.is_work]
    needed = [cell for cell in graded if whole or not cell.is_shown]
    execution = Execution(limits, kernel)
    run_cells(needed, seed, execution, files, sandboxed)
    if not whole and not execution.is_used_up and _missing_names(graded) & _skipped_names(graded):
        run_cells(graded, seed, execution, files, sandboxed)
    return execution


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


def run_cells(cells: list[Cell], seed: str, execution: Execution, files: Path | None, sandboxed: bool) -> None:
    """Run cells in one new kernel, within what is left, and note what came of it.

    A cell that raises does not stop the run; a kernel that dies, or a submission that uses up its time does, and
    what was run before keeps its outputs. A zygote that dies takes its kernels with it, whoever was to blame: then
    all is run again, once.

    Raises:
        ZygoteDied: it came to nothing both times.
    """
    for again in (True, False):
        for cell in cells:
            cell.outputs, cell.count = [], None
        try:
            _run_once(cells, seed, execution, files, sandboxed)
            return
        except ZygoteDied:
            if not again or execution.is_used_up:
                raise


def _run_once(cells: list[Cell], seed: str, execution: Execution, files: Path | None, sandboxed: bool) -> None:
    limits = replace(execution.limits, kernel=execution.left_limits)
    with _open(seed, limits, files, sandboxed, execution.kernel) as (kernel, client):
        started, runner = time.monotonic(), Runner(kernel, client, limits, seed, execution.left_s)
        try:
            execution.ended = runner.run(cells)
        finally:
            execution.run_s += time.monotonic() - started
    execution.cpu_s += kernel.cpu_s
    execution.starved |= runner.starved
    execution.notices += [notice for notice in runner.notices if notice not in execution.notices]
    if kernel.why == WITH_ZYGOTE:
        raise ZygoteDied(f"kernel: expected its zygote to live, got: it {WITH_ZYGOTE}. Run `grader doctor`.")


@contextmanager
def _open(
    seed: str, limits: Limits, files: Path | None, sandboxed: bool, name: str,
) -> Iterator[tuple[Kernel | MessagedKernel | OrdinaryKernel, Client]]:
    spec = find_spec(name) if name else None
    environment = {} if spec else {GRADING_SEED: seed}  # checks run in warm kernels alone
    environment |= {"NBGRADER_EXECUTION": "autograde",  # a notebook may ask how it is run
                    "OMP_NUM_THREADS": "1"}  # tiny steps wait for a second thread far longer
    if limits.kernel.gpu:
        environment[MEMORY_SHARE] = f"per_process_memory_fraction:{limits.gpu_share:g}"
    opened: AbstractContextManager[tuple[Kernel | MessagedKernel | OrdinaryKernel, Client]]
    if not sandboxed:
        opened = open_ordinary_kernel(environment, files, name or "python3")
    elif spec:
        opened = open_cold_kernel(spec, environment, limits.kernel, files)
    else:
        opened = open_kernel(environment, limits.kernel, files)
    with opened as pair:
        yield pair
