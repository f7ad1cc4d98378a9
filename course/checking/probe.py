"""Run a learner's answers on the cases of a question and describe what came back."""
from __future__ import annotations

import contextlib
import io
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import torch

from course.checking.facts import Fact, clip, describe, describe_error
from course.checking.question import Answer, Question


def probe(question: Question, answers: tuple, seed: int) -> Fact:
    """Return the facts of `answers`, one list of cases per answer, as plain JSON data.

    Nothing that the answers print, warn or draw reaches the notebook: nbgrader gives no points
    for a cell with text on its standard error.
    """
    started = time.perf_counter()
    with captured_output() as output:
        cases = [list(run_cases(known, given, seed, output)) for known, given in zip(question.answers, answers)]
    return {"question": question.id, "answers": cases, "seconds": round(time.perf_counter() - started, 4)}


def run_cases(
    known: Answer, given: Any, seed: int, output: io.StringIO | None = None, is_right: bool = False,
) -> Iterator[Fact]:
    """Yield one fact per case: what `given` returned or raised, printed, and which arguments it changed.

    Where our own observation stumbles over what came back, that is described, and no error is the learner's. What the
    right way gives must not make it stumble: then it `is_right`, and the error is told.
    """
    if known.is_function != callable(given):
        yield {"returned": describe(given), "printed": "", "changed": []}
        return
    yield from (run_case(known, given, arguments, output, is_right) for arguments in make_inputs(known, seed))


def _noting(given: Callable, came: list[Any]) -> Callable:
    """Return a learner's function that leaves in `came` what its last call returned; nothing if that raised."""
    def called(*arguments: Any, **named: Any) -> Any:
        came.clear()
        came.append(given(*arguments, **named))
        return came[0]
    return called


def make_inputs(known: Answer, seed: int) -> Sequence[tuple]:
    """Return the arguments of every case; what a learner has set as default dtype or device changes nothing."""
    with released_defaults():
        return known.inputs(seed)


def run_case(known: Answer, given: Any, arguments: tuple, output: io.StringIO | None, is_right: bool) -> Fact:
    before = [] if known.changes_inputs else [describe(argument) for argument in arguments]
    printed_before = output.tell() if output else 0
    came: list[Any] = [] if known.is_function else [given]
    try:
        with torch.enable_grad():  # whatever mode the learner left, and leaves again
            returned = describe(known.call(_noting(given, came) if known.is_function else given, *arguments))
    except KeyboardInterrupt:  # the learner, or a time limit
        raise
    except BaseException as error:  # `sys.exit` too must not end the kernel
        returned = describe(came[0]) if came and not is_right else describe_error(error)
    changed = [i for i, (fact, argument) in enumerate(zip(before, arguments)) if fact != describe(argument)]
    printed = "" if output is None or output.closed else output.getvalue()[printed_before:]
    return {"returned": returned, "printed": clip(printed), "changed": changed}


@contextlib.contextmanager
def released_defaults() -> Iterator[None]:
    """Make inputs with PyTorch's own default dtype and device: what a learner has set, the judge has not."""
    dtype = torch.get_default_dtype()
    torch.set_default_dtype(torch.float32)
    is_released = torch.get_default_device().type == "cpu"  # then left alone: to set it makes every call slower
    try:
        with contextlib.nullcontext() if is_released else torch.device("cpu"):
            yield
    finally:
        torch.set_default_dtype(dtype)


@contextlib.contextmanager
def captured_output() -> Iterator[io.StringIO]:
    """Keep everything off the notebook that is written to standard output or standard error.

    Python's streams go to the yielded buffer. The file descriptors 1 and 2, to which compiled code and
    child processes write, go nowhere. Streams that a logging handler may hold from before write to the
    buffer too.
    """
    buffer, streams = io.StringIO(), (sys.stdout, sys.stderr)
    with contextlib.ExitStack() as stack:
        stack.enter_context(contextlib.redirect_stdout(buffer))
        stack.enter_context(contextlib.redirect_stderr(buffer))
        for stream in streams:
            stack.enter_context(_muted(stream, buffer))
        for descriptor in (1, 2):
            stack.enter_context(_muted_descriptor(descriptor))
        yield buffer


@contextlib.contextmanager
def _muted(stream: Any, buffer: io.StringIO) -> Iterator[None]:
    """ipykernel's streams are Python objects, so an instance attribute shadows their method; others refuse."""
    try:
        stream.write = buffer.write
    except AttributeError:
        yield
        return
    try:
        yield
    finally:
        del stream.write


@contextlib.contextmanager
def _muted_descriptor(descriptor: int) -> Iterator[None]:
    try:
        saved = os.dup(descriptor)
    except OSError:  # closed, by the learner or by a windowed application: nothing can be written to it
        yield
        return
    _flush_originals()
    sink = os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, descriptor)
    os.close(sink)
    try:
        yield
    finally:
        _flush_originals()
        os.dup2(saved, descriptor)
        os.close(saved)


def _flush_originals() -> None:
    """`sys.__stderr__` holds text back; it must come out on the side of the capture where it was written."""
    for stream in filter(None, (sys.__stdout__, sys.__stderr__)):
        with contextlib.suppress(OSError, ValueError):  # its descriptor closed, or closed
            stream.flush()
