"""Run cells in a warm kernel: directly, or by the name of a kernelspec in whatever speaks Jupyter."""
from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path
from queue import Empty
from typing import Any

from grader.kernels import sandbox, zygote
from grader.kernels.channel import ChannelClosed, Client
from grader.kernels.inside.limits import KernelLimits
from grader.kernels.inside.places import PORTS

KERNEL = "grader"  # the kernelspec's name
START_S = 60


@contextmanager
def open_kernel(
    environment: Mapping[str, str], limits: KernelLimits = KernelLimits(), files: Path | None = None,
    modules: tuple[str, ...] = zygote.MODULES, readable: tuple[Path, ...] = (),
) -> Iterator[tuple[zygote.Kernel, Client]]:
    """Fork a kernel, yield it with a client that misses nothing of what it publishes, and end it.

    No connection file is written and no event loop is run. At the end nothing of the kernel is left.

    Args:
        environment: variables for the kernel, beside those of the sandbox; what this process has too is left out.
        limits: what the kernel may use.
        files: a folder whose files it starts with; of notebooks and hidden files it gets none.
        modules: what the zygote imports.
        readable: more files and folders that the kernel may read.

    Raises:
        ZygoteDied: no kernel could be started; that is never the learner's fault.
    """
    parent = zygote.shared(modules, limits.gpu, readable)
    connection = new_connection(parent)
    kernel = parent.fork(connection, sandbox.kernel_environment(environment), limits, files)
    try:
        with closing(_connect(kernel, connection)) as client:
            _await_greeting(kernel, client)
            yield kernel, client
    finally:
        kernel.kill()


def new_connection(parent: zygote.Zygote) -> dict[str, Any]:
    """Return Jupyter's connection information for a new kernel of a zygote."""
    return {"transport": "ipc", "ip": f"{parent.folder}/{zygote.new_name()}", "key": os.urandom(16).hex(),
            "signature_scheme": "hmac-sha256", **{name: 1 + n for n, name in enumerate(PORTS)}}


def _connect(kernel: zygote.Kernel, connection: Mapping[str, Any]) -> Client:
    try:
        return Client(connection)
    except (OSError, ChannelClosed) as error:  # it ended before it ran anything of a learner's
        raise kernel.zygote.died("to fork a kernel that answers") from error


def _await_greeting(kernel: zygote.Kernel, client: Client) -> None:
    """A kernel greets its first subscriber: from then on, whatever it publishes arrives."""
    ends = time.monotonic() + START_S
    while kernel.is_alive() and time.monotonic() < ends:
        try:
            client.receive(client.iopub, 0.5)
            return
        except Empty:
            continue
        except ChannelClosed:
            break
    raise kernel.zygote.died("to fork a kernel that answers")


def kernelspec(limits: KernelLimits = KernelLimits(), modules: Iterable[str] = (), readable: Iterable[Path] = (),
               sandboxed: bool = False) -> dict[str, Any]:
    """Return a kernelspec, as in `kernel.json`, whose kernels are warm and sandboxed.

    Args:
        limits: what each kernel may use.
        modules: what the zygote imports, if not what lessons import.
        readable: more files and folders that kernels may read.
        sandboxed: whether to refuse to start a kernel where there is no sandbox; else an ordinary one is started.
    """
    config = {"limits": asdict(limits), "modules": list(modules), "readable": list(map(str, readable)),
              "sandboxed": sandboxed}
    return {
        "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        "display_name": "Python 3 (grader)", "language": "python",
        "metadata": {"kernel_provisioner": {"provisioner_name": "grader-zygote", "config": config}},
    }


def write_kernelspec(folder: Path, name: str = KERNEL, **options: Any) -> Path:
    """Write the kernelspec into a folder of JUPYTER_PATH, for programs that know kernels by name, and return it.

    Args:
        folder: the folder; the file comes to lie in `kernels/NAME/`.
        name: the kernel's name.
        options: those of `kernelspec`.
    """
    path = folder / "kernels" / name / "kernel.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(kernelspec(**options), indent=1) + "\n", encoding="utf-8")
    return path
