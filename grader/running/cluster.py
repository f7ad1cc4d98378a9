"""Learners' code on many machines: a Dask cluster takes submissions as bytes and gives back facts as bytes.

No file system is shared. Each worker has a zygote and a sandbox of its own; a submission whose worker dies is run
again by another. Judging and saving stay with the caller, so a worker that lies about facts still earns no points
beyond what right facts earn.
"""
from __future__ import annotations

import logging
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

from grader.classroom.fingerprint import code_version
from grader.errors import WrongCall
from grader.kernels import sandbox, zygote

CONNECT_S = 15
WORKERS_S = 60


@contextmanager
def open_cluster(address: str) -> Iterator[tuple[Executor, int]]:
    """Connect to a Dask scheduler and yield its executor with the number of submissions to hand over at a time.

    Args:
        address: the scheduler's, such as "tcp://10.0.0.1:8786".

    Raises:
        WrongCall: `distributed` is not installed, nobody answers there, or the workers are not fit for grading.
    """
    try:
        from distributed import Client
    except ImportError:
        raise WrongCall("--scheduler: expected Dask, got none. Install it with `pip install -e '.[grader,cluster]'`.") \
            from None
    logging.getLogger("distributed").setLevel("ERROR")  # a worker that dies is replaced, and said to be at the end
    try:
        client = Client(address, timeout=CONNECT_S)
    except (OSError, ValueError) as error:
        raise WrongCall(f"--scheduler: expected a Dask scheduler at {address}, got {type(error).__name__}. "
                        "Start one with `dask scheduler`.") from None
    with client:
        _await_workers(client, address)
        _compare_workers(client)
        slots = sum(client.nthreads().values())
        yield client.get_executor(pure=False), 2 * slots


def _await_workers(client, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=WORKERS_S)
    except TimeoutError:
        raise WrongCall(f"--scheduler: expected workers at {address}, got none in {WORKERS_S} s. "
                        f"Start some with `dask worker {address}`.") from None


def _compare_workers(client) -> None:
    """Every worker must run the same code as this process, in a sandbox."""
    workers = list(client.nthreads())
    answers = [client.submit(get_ready, workers=[worker], pure=False) for worker in workers]
    for worker, found in zip(workers, client.gather(answers)):
        if found != (code_version(), ""):
            what = found[1] or "another version of the course or of its libraries"
            raise WrongCall(f"--scheduler: expected the same grader and a sandbox at worker {worker}, got {what}. "
                            "Update it, or run `grader doctor` there.")


def get_ready() -> tuple[str, str]:
    """Start this worker's zygote; return the version of its code and why it has no sandbox, or ""."""
    reason = sandbox.available()
    if not reason:
        zygote.shared().wait()
    return code_version(), reason
