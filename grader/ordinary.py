"""An ordinary kernel, without sandbox: for machines that have none, and only where that was asked for."""
from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from queue import Empty
from subprocess import DEVNULL

import zmq
from jupyter_client import BlockingKernelClient, KernelManager

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

    def interrupt_kernel(self) -> None:
        self.manager.interrupt_kernel()


@contextmanager
def open_ordinary_kernel(
    environment: Mapping[str, str], context: zmq.Context, files: Path | None = None,
) -> Iterator[tuple[OrdinaryKernel, BlockingKernelClient]]:
    """Start a kernel in a folder of its own, yield it with its client, and end it.

    Args:
        environment: variables for the kernel, beside the few of this process that Python itself needs.
        context: the context of the client's sockets, to limit what they take in.
        files: a folder of files that it starts with.

    Raises:
        RuntimeError: the kernel did not start.
    """
    passed_on = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    manager = KernelManager(kernel_name="python3", context=context)
    with tempfile.TemporaryDirectory(prefix="grader-", ignore_cleanup_errors=True) as folder:
        if files is not None:
            shutil.copytree(files, folder, dirs_exist_ok=True)
        manager.start_kernel(env=passed_on | dict(environment), cwd=folder, stdout=DEVNULL, stderr=DEVNULL,
                             extra_arguments=["--HistoryManager.enabled=False"])
        client = manager.client()
        try:
            client.start_channels(stdin=False, hb=False, control=False)
            _await_first_answer(manager, client)
            yield OrdinaryKernel(manager), client
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)


def _await_first_answer(manager: KernelManager, client: BlockingKernelClient) -> None:
    """Ask until an answer comes on both channels: what was published before a subscription arrived is lost."""
    ends = time.monotonic() + START_S
    while manager.is_alive() and time.monotonic() < ends:
        client.kernel_info()
        try:
            client.get_iopub_msg(timeout=0.5)
            return
        except Empty:
            continue
    raise RuntimeError("kernel: expected it to start, got no answer. Run `grader doctor`.")
