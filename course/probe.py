"""Run a learner's answers on the cases of a question and describe what came back."""
from __future__ import annotations

import contextlib
import io
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from typing import Any

from course.facts import Fact, describe, describe_error
from course.question import Answer, Question

MAX_PRINTED = 300  # characters kept of what an answer prints


def probe(question: Question, answers: tuple, seed: int) -> Fact:
    """Return the facts of `answers`, one list of cases per answer, as plain JSON data.

    Nothing that the answers print, warn or draw reaches the notebook: nbgrader gives no points
    for a cell with text on its standard error.
    """
    started = time.perf_counter()
    with captured_output() as output:
        cases = [run_cases(known, given, seed, output) for known, given in zip(question.answers, answers)]
    return {"question": question.id, "answers": cases, "seconds": round(time.perf_counter() - started, 4)}


def run_cases(known: Answer, given: Any, seed: int, output: io.StringIO | None = None) -> list[Fact]:
    """Return one fact per case: what `given` returned or raised, printed, and which arguments it changed."""
    if known.is_function != callable(given):
        return [{"returned": describe(given), "printed": "", "changed": []}]
    return [run_case(known, given, arguments, output) for arguments in known.inputs(seed)]


def run_case(known: Answer, given: Any, arguments: tuple, output: io.StringIO | None) -> Fact:
    before = [] if known.changes_inputs else [describe(argument) for argument in arguments]
    printed_before = output.tell() if output else 0
    try:
        returned = describe(known.call(given, *arguments))
    except (Exception, SystemExit) as error:
        returned = describe_error(error)
    changed = [i for i, (fact, argument) in enumerate(zip(before, arguments)) if fact != describe(argument)]
    printed = output.getvalue()[printed_before:][:MAX_PRINTED] if output else ""
    return {"returned": returned, "printed": printed, "changed": changed}


@contextlib.contextmanager
def captured_output() -> Iterator[io.StringIO]:
    """Keep everything off the notebook that is written to standard output or standard error.

    Python's streams go to the yielded buffer. The file descriptors 1 and 2, to which compiled code and
    child processes write, go to a temporary file. Streams that a logging handler may hold from before
    write to the buffer too.
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
    with tempfile.TemporaryFile() as sink:
        os.dup2(sink.fileno(), descriptor)
        try:
            yield
        finally:
            os.dup2(saved, descriptor)
            os.close(saved)
