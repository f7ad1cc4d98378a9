"""One call of `grader grade`: a warm start, the class, the place where learners' code runs, and a clean end."""
from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from grader.classroom.results import Graded
from grader.errors import WrongCall
from grader.kernels import sandbox, zygote
from grader.kernels.limits import Limits, parse_limits
from grader.printable import printable

if TYPE_CHECKING:
    from grader.classroom.gradebook import Gradebook
    from grader.classroom.strays import Stray
    from grader.marking.prepare import Class
    from grader.marking.regrade import Preview


@dataclass(frozen=True)
class Session:
    """How a lesson is to be graded.

    Attributes:
        folder: the class folder.
        lesson: the lesson's name.
        jobs: submissions at one time on this machine.
        only: learners to grade; all if empty.
        force: whether to grade even what has not changed.
        dry_run: whether only to find out what would be graded.
        limits: limits that differ from the defaults, such as "cell_s=30".
        device: "cpu", "cuda", or "auto" for a GPU where there is one.
        scheduler: address of a Dask scheduler, or "" for this machine.
        unsafe: whether learners' code may run with the rights of this process where there is no sandbox.
        accept: (learner, question) pairs: held questions that a person decided to give full points.
    """

    folder: Path
    lesson: str
    jobs: int
    only: tuple[str, ...] = ()
    force: bool = False
    dry_run: bool = False
    limits: tuple[str, ...] = ()
    device: str = "cpu"
    scheduler: str = ""
    unsafe: bool = False
    accept: tuple[tuple[str, str], ...] = ()


def grade_session(
    session: Session, on_start: Callable[[int], None], on_done: Callable[[Graded], None],
    on_strays: Callable[[list[Stray]], None] = lambda strays: None,
) -> list[Graded]:
    """Grade a lesson and return what each submission came to; in a dry run, those that would be graded.

    Args:
        session: how it is to be graded.
        on_start: told how many submissions there are.
        on_done: told of each submission as it is finished.
        on_strays: told, before anything is graded, what looks like a hand-in and is not where it is expected.

    Raises:
        WrongCall: there is no sandbox, lesson, submission or scheduler of that kind.
    """
    with _open(session) as (gradebook, of):
        from grader.classroom.strays import find_strays
        from grader.marking.grade import choose, find_due, grade_lesson

        on_strays(find_strays(session.folder, session.lesson, session.only))
        submissions = choose(of, session.only)
        if session.dry_run:
            return find_due(of, submissions, gradebook, session.force)
        on_start(len(submissions))
        with open_executor(session) as (executor, at_once):
            return grade_lesson(of, submissions, gradebook, executor, at_once, session.force, on_done, _say)


def preview_session(
    session: Session, on_start: Callable[[int], None], on_done: Callable[[Graded], None],
) -> Preview:
    """Run a lesson's hand-ins again and return which marks would change; nothing is written.

    Raises:
        WrongCall: as `grade_session`.
    """
    with _open(session) as (gradebook, of):
        from grader.marking.grade import choose
        from grader.marking.regrade import preview_lesson

        submissions = choose(of, session.only)
        on_start(len(submissions))
        with open_executor(session) as (executor, at_once):
            return preview_lesson(of, submissions, gradebook, executor, at_once, on_done)


@contextmanager
def _open(session: Session) -> Iterator[tuple[Gradebook, Class]]:
    """Start what runs learners' code, and yield the gradebook with the class.

    Raises:
        WrongCall: there is no sandbox or lesson of that kind, or a kernel that it names does not start.
    """
    limits = choose_limits(session)
    sandboxed = choose_sandbox(session, limits)  # the zygote starts now, and imports torch while we do
    with quick_imports():
        import torch

        import grader.marking.grade  # noqa: F401
        from grader.classroom.gradebook import open_gradebook
        from grader.kernels.cold import try_kernels
        from grader.marking.prepare import open_class

    torch.set_num_threads(1)  # verdicts are about small tensors, and the kernels need the other cores
    with open_gradebook(session.folder) as gradebook:
        of = open_class(gradebook, session.lesson, limits, sandboxed)
        if sandboxed and not session.dry_run and not session.scheduler:
            try_kernels(of.kernels.values(), limits.kernel)
        yield gradebook, of


def _say(sentence: str) -> None:
    print(f"grader: {printable(sentence)}", file=sys.stderr)


@contextmanager
def quick_imports() -> Iterator[None]:
    """Import a third quicker: what imports make is here to stay, so there is no garbage to look for in it."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()  # nobody looks through it later either
        gc.set_threshold(10_000)  # judging makes many small objects and hardly any garbage
        gc.enable()


def choose_limits(session: Session) -> Limits:
    """Return the limits of each submission; kernels that run at once share the memory of a GPU.

    Raises:
        WrongCall: a limit is unknown, or there is no GPU where one was asked for.
    """
    limits = parse_limits(session.limits)
    gpu = session.device != "cpu" and bool(session.scheduler or any(Path("/dev").glob("nvidia[0-9]*")))
    if session.device == "cuda" and not gpu:
        raise WrongCall("--device cuda: expected an NVIDIA GPU, got none on this machine. Leave the option out.")
    share = limits.gpu_share if any(text.startswith("gpu_share=") for text in session.limits) else 0.9 / session.jobs
    return replace(limits, gpu_share=share, kernel=replace(limits.kernel, gpu=True)) if gpu else limits


def choose_sandbox(session: Session, limits: Limits) -> bool:
    """Return whether learners' code is shut in; it is, wherever that can be done, and the zygote is started for it.

    Raises:
        WrongCall: there is no sandbox, and that was not accepted.
    """
    if session.scheduler:
        return True
    if not session.dry_run and sandbox.could_work():
        zygote.shared(gpu=limits.kernel.gpu)
    if reason := sandbox.available():
        if not session.unsafe:
            raise WrongCall(f"grade: expected a sandbox for learners' code, got none: {reason}. Run `grader doctor`, "
                            "or add --unsafe to let it run with your rights.")
        print("grader: without a sandbox, learners' code runs with your rights.", file=sys.stderr)
    return not reason


@contextmanager
def open_executor(session: Session) -> Iterator[tuple[Executor, int]]:
    """Yield where learners' code is run, and how many submissions it takes at a time.

    When grading is interrupted, kernels end at once and nothing waits for them.
    """
    if session.scheduler:
        from grader.running.cluster import open_cluster

        with open_cluster(session.scheduler) as pair:
            yield pair
        return
    executor = ThreadPoolExecutor(session.jobs, thread_name_prefix="submission")
    threading.Thread(target=_import_ahead, daemon=True).start()
    try:
        yield executor, 2 * session.jobs  # one more for each is ready when the one before it is done
    except BaseException:
        zygote.close_all()
        raise
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _import_ahead() -> None:
    """The first verdict needs what PyTorch imports only then; the first kernels are still running."""
    with suppress(Exception):  # where nothing is due, the process ends in the middle of it
        import torch._dynamo  # noqa: F401
