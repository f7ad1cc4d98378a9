"""An ordinary kernel, without sandbox: for machines that have none, and only where that was asked for."""
from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from queue import Empty
from subprocess import DEVNULL

from jupyter_client import KernelManager

from grader.kernels.channel import ChannelClosed, Client

PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TEMP", "SYSTEMROOT", "LD_LIBRARY_PATH", "VIRTUAL_ENV",
             "JUPYTER_PATH", "PYTHONPATH", "CUDA_VISIBLE_DEVICES")
START_S = 60


class OrdinaryKernel:
    """A kernel as `Runner` uses one, started by Jupyter's own manager.

    Attributes:
        why: always ""; nobody watches what it uses.
        cpu_s: always 0; nobody measures it.
    """

    why, cpu_s = "", 0.0

    def __init__(self, manager: KernelManager) -> None:
        self.manager = manager

    def is_alive(self) -> bool:
        return self.manager.is_alive()

    def measure(self) -> tuple[float, float]:
        return 0.0, 0.0

    def interrupt_kernel(self) -> None:
        self.manager.interrupt_kernel()


@contextmanager
def open_ordinary_kernel(
    environment: Mapping[str, str], files: Path | None = None, name: str = "python3",
) -> Iterator[tuple[OrdinaryKernel, Client]]:
    """Start a kernel in a folder of its own, yield it with its client, and end it.

    Args:
        environment: variables for the kernel, beside the few of this process that Python itself needs.
        files: a folder of files that it starts with.
        name: the name of its kernelspec.

    Raises:
        RuntimeError: the kernel did not start.
    """
    passed_on = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    manager = KernelManager(kernel_name=name)
    extra = ["--HistoryManager.enabled=False"] if name == "python3" else []
    with tempfile.TemporaryDirectory(prefix="grader-", ignore_cleanup_errors=True) as folder:
        if files is not None:
            shutil.copytree(files, folder, dirs_exist_ok=True)
        manager.start_kernel(env=passed_on | dict(environment), cwd=folder, stdout=DEVNULL, stderr=DEVNULL,
                             extra_arguments=extra)
        try:
            with closing(_connect(manager)) as client:
                yield OrdinaryKernel(manager), client
        finally:
            manager.shutdown_kernel(now=True)
            manager.context.destroy(linger=0)


def _connect(manager: KernelManager) -> Client:
    ends = time.monotonic() + START_S
    while manager.is_alive() and time.monotonic() < ends:
        try:
            client = Client(manager.get_connection_info())
        except OSError:
            time.sleep(0.1)
            continue
        if await_answer(client, manager.is_alive, ends):
            return client
        client.close()
    raise RuntimeError("kernel: expected it to start, got no answer. Run `grader doctor`.")


def await_answer(client: Client, is_alive: Callable[[], bool], ends: float) -> bool:
    """Ask until an answer comes on both channels: what was published before a subscription arrived is lost.

    Args:
        client: how the kernel is spoken to.
        is_alive: whether it still runs.
        ends: when to give up, in seconds of `time.monotonic`.
    """
    while is_alive() and time.monotonic() < ends:
        try:
            client.request("kernel_info_request", {})
            client.receive(client.iopub, 0.5)
            return True
        except Empty:
            continue
        except (ChannelClosed, ValueError):
            break
    return False
