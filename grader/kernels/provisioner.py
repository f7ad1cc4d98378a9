"""Warm, sandboxed kernels for anything that speaks Jupyter: nbclient, `nbgrader autograde`, `nbgrader validate`."""
from __future__ import annotations

import asyncio
import logging
import signal
import time
from functools import cache
from pathlib import Path
from typing import Any

from jupyter_client.provisioning import LocalProvisioner
from traitlets import Bool, Dict, List

from grader.kernels import sandbox, zygote
from grader.kernels.inside.limits import KernelLimits


class WarmProvisioner(LocalProvisioner):
    """Has the zygote fork each kernel. Where there is no sandbox, kernels are ordinary ones, and that is said once.

    Attributes:
        limits: fields of `KernelLimits` that differ from its defaults.
        modules: what the zygote imports, if not what lessons import.
        readable: more files and folders that kernels may read.
        sandboxed: whether a kernel must not start without the sandbox.
    """

    limits = Dict().tag(config=True)
    modules = List().tag(config=True)
    readable = List().tag(config=True)
    sandboxed = Bool(False).tag(config=True)
    kernel: zygote.Kernel | None = None
    _zygote: zygote.Zygote | None = None

    @property
    def has_process(self) -> bool:
        return self.kernel is not None or super().has_process

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Choose where the kernel listens: TCP does not reach into the sandbox, sockets in a shared folder do."""
        if reason := sandbox.available():
            if self.sandboxed:
                raise RuntimeError(f"kernel: expected a sandbox, got none: {reason}. Run `grader doctor`.")
            _warn(reason)
        else:
            modules = tuple(self.modules) or zygote.MODULES
            self._zygote = zygote.shared(modules, self._limits.gpu, tuple(map(Path, self.readable)))
            self._move_connection(self._zygote.folder)
        return await super().pre_launch(**kwargs)

    def _move_connection(self, folder: Path) -> None:
        """Make the manager connect through a folder; a kernel that is restarted in the same one keeps its sockets."""
        manager = self.parent
        if Path(manager.ip).parent != folder:
            manager.cleanup_connection_file()
            manager.transport, manager.cache_ports, manager.ip = "ipc", False, f"{folder}/{zygote.new_name()}"
            for name in ("shell", "iopub", "stdin", "hb", "control"):
                setattr(manager, f"{name}_port", 0)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Fork a kernel, which starts with the files of the folder `cwd`."""
        if self._zygote is None:
            return await super().launch_kernel(cmd, **kwargs)
        connection = {name: value.decode() if isinstance(value, bytes) else value
                      for name, value in self.connection_info.items()}
        files = Path(kwargs["cwd"]) if kwargs.get("cwd") else None
        self.kernel = self._zygote.fork(connection, sandbox.kernel_environment(kwargs["env"]), self._limits, files)
        return self.connection_info

    async def poll(self) -> int | None:
        return self.kernel.status if self.kernel else await super().poll()

    async def wait(self) -> int | None:
        if self.kernel is None:
            return await super().wait()
        while self.kernel.status is None:
            await asyncio.sleep(0.002)
        status, self.kernel = self.kernel.status, None
        return status

    async def send_signal(self, signum: int) -> None:
        if self.kernel is None:
            return await super().send_signal(signum)
        self._zygote.signal(self.kernel, signum)

    async def kill(self, restart: bool = False) -> None:
        """End the kernel with all that it started, and return when it has ended: nobody has to ask again."""
        if self.kernel is None:
            return await super().kill(restart)
        ends = time.monotonic() + zygote.KILL_S
        self._zygote.signal(self.kernel, signal.SIGKILL)
        while self.kernel.status is None and time.monotonic() < ends:
            await asyncio.sleep(0.002)

    async def terminate(self, restart: bool = False) -> None:
        await (super().terminate(restart) if self.kernel is None else self.kill(restart))

    async def shutdown_requested(self, restart: bool = False) -> None:
        """Do not wait for the kernel's farewell: all that it leaves goes with it."""
        if self.kernel is not None:
            await self.kill(restart)

    @property
    def _limits(self) -> KernelLimits:
        return KernelLimits(**self.limits)


@cache
def _warn(reason: str) -> None:
    logging.getLogger("grader").warning(
        "kernels start slowly, and learners' code runs with your rights: the sandbox is missing (%s).", reason)
