"""The zygote, seen from the trusted side: start it, ask it for kernels, end them, and replace it when it has died."""
from __future__ import annotations

import atexit
import contextlib
import json
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import uuid
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from grader.kernels import cgroups, sandbox
from grader.kernels.inside.limits import KernelLimits
from grader.kernels.inside.places import HOST_FOLDER, PORTS

START_S = 120  # a cold disk reads torch slowly
FORK_S = 30
KILL_S = 5
WITH_ZYGOTE = "ended with the zygote"
MODULES = (  # what lessons import, and what that imports only when it is first used
    "numpy", "torch", "torch._dynamo", "sympy", "torchvision", "sklearn.datasets", "sklearn.metrics",
    "sklearn.linear_model", "sklearn.model_selection", "matplotlib.pyplot", "matplotlib.backends.backend_agg",
    "matplotlib_inline.backend_inline", "contourpy", "PIL.PngImagePlugin", "tqdm.auto", "ipywidgets",
    "course.check_cell", "course.data", "course.plots", "course.training", "course.backbones", "course.progress",
    "course.questions:lessons", "course.questions.head_replacement:shared_models",
)
_zygotes: dict[tuple, Zygote] = {}
_zygotes_lock = threading.Lock()


class ZygoteDied(RuntimeError):
    """The zygote could not be started, or ended while it was needed."""


class Kernel:
    """A kernel that the zygote has forked; to who runs cells it is what Jupyter calls a kernel manager.

    Attributes:
        name: its name among the kernels of its zygote.
        status: its exit status, negative for a signal; None while it runs.
        why: the limit that it broke, or "".
        cpu_s: seconds of processor time that it had used with all that it started, once it has ended.
    """

    def __init__(self, name: str, zygote: Zygote) -> None:
        self.name, self.zygote = name, zygote
        self.status: int | None = None
        self.why, self.cpu_s = "", 0.0
        self.started, self.ended = threading.Event(), threading.Event()
        self._usage: tuple[float, float] | None = None
        self._told = threading.Event()

    def is_alive(self) -> bool:
        return self.status is None

    def interrupt_kernel(self) -> None:
        """Interrupt the cell that is running, and what it started."""
        self.zygote.signal(self, signal.SIGINT)

    def measure(self, patience_s: float = KILL_S) -> tuple[float, float]:
        """Return the processor time that it has used, and how long its slowest thread has waited for a processor.

        Both are in seconds since it was forked, and 0 where that cannot be found out.
        """
        self._told.clear()
        self.zygote.ask_usage(self)
        return self._usage if self._told.wait(patience_s) and self._usage else (0.0, 0.0)

    def tell(self, cpu_s: float, waited_s: float) -> None:
        self._usage = cpu_s, waited_s
        self._told.set()

    def kill(self, patience_s: float = KILL_S) -> None:
        """End it with all that it started, and return when all have ended."""
        self.zygote.signal(self, signal.SIGKILL)
        self.ended.wait(patience_s)


class Zygote:
    """A process in the sandbox that has imported what lessons import, and forks kernels that share it.

    Attributes:
        folder: the folder of its sockets; the kernel `name` listens on `folder/name-1` to `folder/name-5`.
        memory_mb: its memory, of which each kernel shares nearly all.
        threads: its threads; more than one would be lost in the kernels.
    """

    def __init__(self, modules: tuple[str, ...] = MODULES, gpu: bool = False, readable: tuple[Path, ...] = ()) -> None:
        """Begin to start it; `fork` waits until it is ready.

        Args:
            modules: what to import; of "module:function" the function is called, and what it yields is made in
                idle moments. What is missing is left out.
            gpu: whether kernels see NVIDIA's devices.
            readable: more files and folders that kernels may read.
        """
        self.folder, self._claim = claim_folder()
        self.memory_mb = self.threads = 0
        self._owner, self._log = os.getpid(), tempfile.TemporaryFile()
        self._kernels: dict[str, Kernel] = {}
        self._ready, self._lock = threading.Event(), threading.Lock()
        self._process: subprocess.Popen | None = None
        walls = sandbox.command(self.folder, gpu, readable, cgroups.claim(self.folder))
        self._call = [*walls, *sandbox.run_python("server"), json.dumps(modules)]
        # the sandbox dies with the thread that started it: so this one, which lives as long, and no caller's
        self._thread = threading.Thread(target=self._attend, name="zygote", daemon=True)
        self._thread.start()
        atexit.register(self.close)

    @property
    def alive(self) -> bool:
        """Whether it runs or is starting; a process that was forked off this one has none."""
        return self._owner == os.getpid() and self._thread.is_alive()

    def wait(self, timeout_s: float = START_S) -> None:
        """Wait until it is ready to fork.

        Raises:
            ZygoteDied: it did not come to that.
        """
        if not self._ready.wait(timeout_s) or not self.alive:
            raise self.died("to start")

    def fork(self, connection: Mapping, environment: Mapping[str, str], limits: KernelLimits = KernelLimits(),
             files: Path | None = None, argv: tuple[str, ...] = ()) -> Kernel:
        """Start a kernel and return it; its sockets accept connections from then on.

        Args:
            connection: Jupyter's connection information; `ip` is `folder` and a name that no kernel has.
            environment: all environment variables that the kernel sees.
            limits: what the kernel may use.
            files: a folder of files that the kernel starts with; of notebooks and hidden files it gets none.
            argv: the call of a program that is the kernel, instead of a fork of what was imported.

        Raises:
            ZygoteDied: there is no zygote to ask.
        """
        self.wait()
        name = Path(connection["ip"]).name
        kernel = self._kernels[name] = Kernel(name, self)
        staged = self._stage(name, files, limits) if files else ""
        request = os.open(self.folder / f"{name}.json", os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with open(request, "w") as file:  # for the kernel's eyes alone
            json.dump([dict(connection), dict(environment), argv], file)
        self._send(do="fork", id=name, ports=[connection[port] for port in PORTS], limits=asdict(limits), files=staged)
        if not kernel.started.wait(FORK_S) or not self.alive:
            raise self.died("to fork")
        return kernel

    def signal(self, kernel: Kernel, number: int) -> None:
        """Send a signal to a kernel; with SIGKILL every process that it has started ends with it."""
        if kernel.status is None and self.alive:
            with contextlib.suppress(ZygoteDied):  # its kernels ended with it
                self._send(do="signal", id=kernel.name, number=int(number))

    def ask_usage(self, kernel: Kernel) -> None:
        """Ask what a kernel has used; the answer wakes who waits for it."""
        if kernel.status is None and self.alive:
            with contextlib.suppress(ZygoteDied):
                self._send(do="measure", id=kernel.name)

    def close(self) -> None:
        """End the zygote with all its kernels, and remove what they left."""
        if self._owner != os.getpid():
            return
        atexit.unregister(self.close)
        if process := self._process:
            with contextlib.suppress(OSError):
                process.stdin.close()  # it ends when its requests do, and all its kernels with it
            self._thread.join(2)
            process.kill()
        self._thread.join(10)
        self._log.close()
        cgroups.remove(self.folder)
        shutil.rmtree(self.folder, ignore_errors=True)
        os.close(self._claim)

    def _send(self, **request: object) -> None:
        line = json.dumps(request).encode() + b"\n"
        try:
            with self._lock:
                self._process.stdin.write(line)
                self._process.stdin.flush()
        except (OSError, AttributeError, ValueError) as error:
            raise self.died("to listen") from error

    def _stage(self, name: str, files: Path, limits: KernelLimits) -> str:
        """Copy files to where the zygote sees them: links are left out, and what would fill half of the scratch."""
        left, left_files = limits.scratch_mb << 19, limits.scratch_files // 2
        for path in sorted(files.rglob("*")):
            inner = path.relative_to(files)
            hidden = any(part.startswith(".") for part in inner.parts) or path.suffix == ".ipynb"
            if hidden or path.is_symlink() or not path.is_file() or path.stat().st_size > left or not left_files:
                continue
            left, left_files = left - path.stat().st_size, left_files - 1
            target = self.folder / f"{name}.files" / inner
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
        return f"{HOST_FOLDER}/{name}.files" if (self.folder / f"{name}.files").exists() else ""

    def died(self, what: str) -> ZygoteDied:
        """Return the error to raise when it could not do what was expected; it quotes what it said last."""
        return ZygoteDied(f"zygote: expected it {what}, got: {self.last_words()}. Run `grader doctor`.")

    def last_words(self) -> str:
        """Return the last line that it, or a program that did not start, has said on standard error."""
        said = "nothing on its standard error"
        if not self._log.closed:
            self._log.seek(0)
            said = (self._log.read().decode("utf-8", "replace").strip().splitlines() or [said])[-1][:300]
        return said

    def _attend(self) -> None:
        """Start the process, note what it says, and when it ends, that all its kernels have ended with it."""
        try:
            pipe = subprocess.PIPE
            with subprocess.Popen(self._call, stdin=pipe, stdout=pipe, stderr=self._log) as self._process:
                for line in self._process.stdout:
                    self._note(**json.loads(line))
        finally:
            self._process = None
            for kernel in list(self._kernels.values()):
                self._end(kernel, -9, WITH_ZYGOTE, 0.0)
            self._ready.set()

    def _note(self, id: str = "", exit: int | None = None, why: str = "", cpu_s: float = 0.0, **said: float) -> None:
        if not id:
            self.memory_mb, self.threads = said["memory_mb"], said["threads"]
            self._ready.set()
        elif "waited_s" in said:
            if kernel := self._kernels.get(id):
                kernel.tell(cpu_s, said["waited_s"])
        elif exit is None:
            self._kernels[id].started.set()
        else:
            self._end(self._kernels[id], exit, why, cpu_s)

    def _end(self, kernel: Kernel, status: int, why: str, cpu_s: float) -> None:
        del self._kernels[kernel.name]
        kernel.why, kernel.cpu_s, kernel.status = why, cpu_s, status  # the status last: it says that all is known
        for path in self.folder.glob(f"{kernel.name}*"):
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
        kernel.started.set()
        kernel.ended.set()


def claim_folder() -> tuple[Path, int]:
    """Make a folder for sockets, and return it with the lock that shows that its owner lives.

    What owners who were killed have left is removed. Paths are short, for that of a socket has 107 characters.
    """
    import fcntl  # not on Windows, where there is no sandbox either

    for old in Path("/tmp").glob("gz-*"):
        with contextlib.suppress(OSError):
            if old.stat().st_uid == os.geteuid():
                with open(old / "lock") as lock:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    cgroups.remove(old)
                    shutil.rmtree(old)
    folder = Path(tempfile.mkdtemp(prefix="gz-", dir="/tmp"))
    claim = os.open(folder / "new", os.O_CREAT | os.O_WRONLY | os.O_CLOEXEC)
    fcntl.flock(claim, fcntl.LOCK_EX)
    os.rename(folder / "new", folder / "lock")  # seen by others only once it is held
    return folder, claim


def new_name() -> str:
    """Return a short name that no kernel has."""
    return uuid.uuid4().hex[:12]


def shared(modules: tuple[str, ...] = MODULES, gpu: bool = False, readable: tuple[Path, ...] = ()) -> Zygote:
    """Return this process's zygote, started when it is first asked for, and replaced when it has died."""
    key = (modules, gpu, readable)
    with _zygotes_lock:
        known = _zygotes.get(key)
        if known is None or not known.alive:
            if known is not None:
                known.close()
            known = _zygotes[key] = Zygote(*key)
        return known


def close_all() -> None:
    """End all zygotes of this process with their kernels."""
    with _zygotes_lock:
        while _zygotes:
            _zygotes.popitem()[1].close()
