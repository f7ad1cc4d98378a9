"""One submission's run as bytes in and bytes out, so that it can be done in any process, here or elsewhere."""
from __future__ import annotations

import base64
import json
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath

from grader.kernels import sandbox
from grader.kernels.inside.limits import KernelLimits
from grader.kernels.limits import Limits
from grader.kernels.runner import Cell
from grader.kernels.zygote import ZygoteDied
from grader.running.execute import execute


@dataclass(frozen=True)
class Work:
    """What running one submission needs: texts, numbers and bytes only.

    Attributes:
        notebooks: the code cells of each restored notebook; each has a kernel of its own.
        seed: the secret of this learner's fresh inputs.
        limits: what the submission may use.
        sandboxed: whether the code must be shut in.
        whole: whether training and demonstrations that nobody changed are run too.
        files: files that the code starts with, by their path below its folder.
        kernels: the name of each notebook's kernel, which must be installed where it runs; "", or none, for a warm one.
    """

    notebooks: list[list[Cell]]
    seed: str
    limits: Limits = Limits()
    sandboxed: bool = True
    whole: bool = False
    files: dict[str, bytes] = field(default_factory=dict)
    kernels: list[str] = field(default_factory=list)


@dataclass
class Ran:
    """What came of a run: outputs, of which nothing is believed but as output of its own cell.

    Attributes:
        outputs: the outputs of every cell of every notebook.
        counts: the execution count of every cell of every notebook; None where it was not run.
        ended: why the run ended early, else "".
        fault: what of ours went wrong, else "".
        cpu_s: seconds of processor time.
        seconds: seconds of wall time.
        starved: whether it may be others' fault that it did not come to its end: a time limit struck while it waited
            for a processor, or its zygote died. Then it deserves to be run again, alone.
        notices: what a person should know of the run, in sentences.
    """

    outputs: list[list[list[dict]]] = field(default_factory=list)
    counts: list[list[int | None]] = field(default_factory=list)
    ended: str = ""
    fault: str = ""
    cpu_s: float = 0.0
    seconds: float = 0.0
    starved: bool = False
    notices: list[str] = field(default_factory=list)


def run_work(packed: bytes) -> bytes:
    """Run one submission in a kernel of its own and return what came of it; whatever goes wrong is told, not raised."""
    started = time.monotonic()
    try:
        work = unpack_work(packed)
        ran = _run(work)
    except ZygoteDied as fault:
        ran = Ran(fault=f"{fault}"[:300], starved=True)
    except Exception as fault:  # ours, by definition: learners' code runs elsewhere
        ran = Ran(fault=f"{type(fault).__name__}: {fault}"[:300])
    ran.seconds = round(time.monotonic() - started, 3)
    return json.dumps(vars(ran)).encode()


def _run(work: Work) -> Ran:
    if work.sandboxed and (reason := sandbox.available()):
        return Ran(fault=f"expected a sandbox, got none: {reason}. Run `grader doctor`.")
    ran = Ran()
    with _unpacked(work.files) as files:
        for cells, kernel in zip(work.notebooks, work.kernels or [""] * len(work.notebooks)):
            execution = execute(cells, work.seed, work.limits, files, work.sandboxed, work.whole, kernel)
            ran.outputs.append([cell.outputs for cell in cells])
            ran.counts.append([cell.count for cell in cells])
            ran.ended, ran.cpu_s = ran.ended or execution.ended, ran.cpu_s + execution.cpu_s
            ran.starved |= execution.starved
            ran.notices += execution.notices
    return ran


@contextmanager
def _unpacked(files: dict[str, bytes]) -> Iterator[Path | None]:
    """Write files into a folder; none leads out of it."""
    if not files:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="grader-") as folder:
        for name, content in files.items():
            if not PurePosixPath(name).is_absolute() and ".." not in PurePosixPath(name).parts:
                path = Path(folder, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
        yield Path(folder)


def pack_work(work: Work) -> bytes:
    """Return a submission's run as bytes."""
    files = {name: base64.b64encode(content).decode() for name, content in work.files.items()}
    return json.dumps(asdict(work) | {"files": files}).encode()


def unpack_work(packed: bytes) -> Work:
    """Return what `pack_work` has packed."""
    data = json.loads(packed)
    limits = data["limits"]
    limits["kernel"] = KernelLimits(**limits["kernel"])
    files = {name: base64.b64decode(content) for name, content in data["files"].items()}
    notebooks = [[Cell(**cell) for cell in cells] for cells in data["notebooks"]]
    return Work(**data | {"notebooks": notebooks, "limits": Limits(**limits), "files": files})


def unpack_ran(packed: bytes) -> Ran:
    """Return what `run_work` has returned."""
    return Ran(**json.loads(packed))
