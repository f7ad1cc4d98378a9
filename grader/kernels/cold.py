"""Kernels other than our own: found by the name of their kernelspec, as Jupyter finds them, and run in the sandbox.

A notebook that names a Python kernel of this environment gets a warm kernel. Every other kernel is a program of its
own, in another language or in another Python, such as a conda environment's. It is started as its kernelspec says,
behind the same walls and with the same limits, and sees of this machine what a warm kernel sees and its own program.
A kernelspec can name more that it needs: `"metadata": {"grader": {"readable": ["/opt/data"]}}`.
"""
from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from queue import Empty
from string import Template
from typing import Any

from nbformat import NotebookNode

from grader.errors import WrongCall
from grader.kernels import sandbox, zygote
from grader.kernels.channel import Channel, ChannelClosed, Client, address_of
from grader.kernels.inside.limits import KernelLimits
from grader.kernels.ordinary import await_answer
from grader.kernels.warm import new_connection
from grader.lessons.text import role_of

START_S = 120  # R takes two seconds, Julia half a minute, and the machine may be busy
OURS = {"-Xfrozen_modules=off", "-m", "ipykernel_launcher", "ipykernel", "-f", "{connection_file}"}
PROVISIONERS = (None, "local-provisioner", "grader-zygote")
FIXED = ("HOME", "USER", "TMPDIR")  # of the sandbox, whatever a kernelspec says
CONFIGURED = ("/etc/R", "/etc/julia")  # where Debian keeps what those programs read as they start
PARTS = ("bin", "lib", "lib64", "libexec")
ENVIRONMENT_PARTS = (*PARTS, "etc", "include", "share", "pyvenv.cfg")
INSTALL = {  # language: what installs its kernel
    "r": "On Debian and Ubuntu: `apt install r-base-core r-cran-irkernel`; elsewhere, in R: "
         "`install.packages('IRkernel'); IRkernel::installspec()`.",
    "julia": "In Julia: `using Pkg; Pkg.add(\"IJulia\")`.",
    "bash": "`pip install bash_kernel && python -m bash_kernel.install --sys-prefix`.",
    "octave": "`pip install octave_kernel`, and Octave itself.",
    "python": "In its environment: `python -m ipykernel install --user --name {name}`; or choose \"Python 3\" in the "
              "source notebook and release it again.",
}


@dataclass(frozen=True)
class Spec:
    """An installed kernel that is not ours.

    Attributes:
        name: what it is called.
        language: the language that it runs.
        argv: how it is called.
        environment: variables that it is to have, with their values.
        readable: files and folders that it must see.
        is_messaged: whether it is interrupted by a message instead of a signal.
    """

    name: str
    language: str
    argv: tuple[str, ...]
    environment: tuple[tuple[str, str], ...] = ()
    readable: tuple[Path, ...] = ()
    is_messaged: bool = False

    @property
    def is_python(self) -> bool:
        return self.language.lower() == "python"


def choose_kernels(lesson: str, releases: Mapping[str, NotebookNode], folder: Path) -> dict[str, Spec]:
    """Return the kernel of every released notebook that does not get a warm one.

    What a learner's copy names does not matter. Our own lessons always get a warm kernel: their checks are Python.

    Args:
        lesson: the lesson's name.
        releases: the released notebooks by name.
        folder: the class folder, which no kernel may see.

    Raises:
        WrongCall: a kernel is not installed here, or cannot be run in the sandbox.
    """
    chosen = {}
    for notebook, release in releases.items():
        if any(role_of(cell) == "check" for cell in release.cells):
            continue
        name, language = named_kernel(release)
        where = f"{lesson}/{notebook}.ipynb"
        if not name and language not in ("", "python"):
            raise WrongCall(f"{where}: expected the name of its kernel, got only its language, {language}. Choose a "
                            "kernel in the source notebook, save it, and release it again.")
        if spec := find_spec(name, language, where):
            if shown := [path for path in spec.readable if folder.is_relative_to(path.resolve())]:
                raise WrongCall(f"{where}: expected the class folder out of sight of kernel {name!r}, got it in "
                                f"{shown[0]}, which that kernel needs. Move the class folder elsewhere.")
            chosen[notebook] = spec
    return chosen


def try_kernels(specs: Iterable[Spec], limits: KernelLimits = KernelLimits()) -> None:
    """Start each kernel once, before anybody's code is in reach: what keeps it from starting is nobody's fault.

    Raises:
        WrongCall: one doesn't start.
    """
    for spec in dict.fromkeys(specs):
        try:
            with open_cold_kernel(spec, {}, limits):
                pass
        except zygote.ZygoteDied as died:
            raise WrongCall(str(died)) from None


def named_kernel(release: NotebookNode) -> tuple[str, str]:
    """Return the name and the language of the kernel that a notebook names; "" for what it doesn't say."""
    said = (release.metadata.get(part) for part in ("kernelspec", "language_info"))
    spec, info = (part if isinstance(part, dict) else {} for part in said)
    return str(spec.get("name") or ""), str(spec.get("language") or info.get("name") or "").lower()


def find_spec(name: str, language: str = "", where: str = "kernel") -> Spec | None:
    """Return an installed kernel by its name, or None for Python in this environment, which gets a warm kernel.

    Args:
        name: the kernelspec's name.
        language: the language that a notebook expects of it, if it says so.
        where: what names it, for the error.

    Raises:
        WrongCall: it is not installed here, or cannot be run in the sandbox.
    """
    from jupyter_client.kernelspec import NATIVE_KERNEL_NAME, KernelSpecManager, NoSuchKernel

    name = name if name not in ("", "python") else NATIVE_KERNEL_NAME  # as Jupyter has it
    manager = KernelSpecManager()
    try:
        found = manager.get_kernel_spec(name)
    except NoSuchKernel:
        known = ", ".join(sorted(manager.find_kernel_specs())) or "none"
        hint = INSTALL.get(language, "Install it, so that `jupyter kernelspec list` names it.").format(name=name)
        raise WrongCall(f"{where}: expected its kernel {name!r} to be installed, got only: {known}. {hint}") from None
    except Exception as error:  # a damaged kernel.json
        raise WrongCall(f"{where}: expected a kernelspec {name!r} that can be read, got {type(error).__name__}: "
                        f"{error}. Install that kernel again.") from None
    wanted = found.metadata.get("kernel_provisioner", {}).get("provisioner_name")
    words = [word.replace("{prefix}", sys.prefix).replace("{resource_dir}", found.resource_dir) for word in found.argv]
    program = _find_program(words)
    if not program or wanted not in PROVISIONERS:
        got = f"the provisioner {wanted!r}" if program else f"no program {(words or ['in its argv'])[0]!r}"
        raise WrongCall(f"{where}: expected kernel {name!r} to be a program of this machine, got {got}. "
                        "Install that kernel again, or choose another one in the source notebook.")
    return None if _is_ours(found, program) else _read_spec(name, found, (program, *words[1:]))


def _find_program(argv: list[str]) -> str:
    """Return the path of a kernel's program, or ""; "python" is this one, as Jupyter has it."""
    major, minor, *_ = sys.version_info
    ours = ("python", f"python{major}", f"python{major}.{minor}")
    word = argv[0] if argv else ""
    return sys.executable if word in ours else shutil.which(word) or ""


def _is_ours(found: Any, program: str) -> bool:
    """Tell whether a kernelspec starts ipykernel, and nothing but that, in this environment."""
    folders = {os.path.realpath(os.path.dirname(each)) for each in (program, sys.executable)}
    programs = {os.path.realpath(each) for each in (program, sys.executable)}
    is_plain = found.language.lower() == "python" and {*found.argv[1:]} <= OURS and not found.env
    return is_plain and len(folders) == len(programs) == 1


def _read_spec(name: str, found: Any, argv: tuple[str, ...]) -> Spec:
    more = found.metadata.get("grader", {}).get("readable", [])
    readable = [*_parts(argv[0]), Path(found.resource_dir), *map(Path, (*CONFIGURED, *more))]
    environment = dict(found.env)
    if found.language.lower() == "r" and (libraries := _r_libraries(argv[0])):
        readable += map(Path, libraries)
        environment.setdefault("R_LIBS", os.pathsep.join(libraries))
    there = dict.fromkeys(path for path in readable if path.is_absolute() and path.exists())
    return Spec(name, found.language, argv, tuple(environment.items()), tuple(there), found.interrupt_mode == "message")


def _parts(program: str) -> Iterator[Path]:
    """Yield what a program needs: every link on the way to it, its environment, and the libraries beside it."""
    yield (path := Path(program))
    while path.is_symlink():
        path = Path(os.path.normpath(path.parent / path.readlink()))
        yield path
    for each in (Path(program), path):
        prefix = next((above for above in each.parents if _is_environment(above)), None)
        if prefix:
            yield from (prefix / part for part in ENVIRONMENT_PARTS)
        elif each.parent.name == "bin" and not Path.home().is_relative_to(each.parents[1]):
            yield from (each.parents[1] / part for part in PARTS)


def _is_environment(folder: Path) -> bool:
    return (folder / "pyvenv.cfg").is_file() or (folder / "conda-meta").is_dir()


@cache
def _r_libraries(program: str) -> tuple[str, ...]:
    """Return where R looks for packages; those that a user has installed lie in that user's home."""
    with suppress(OSError, subprocess.SubprocessError):
        done = subprocess.run([program, "--slave", "-e", r"cat(.libPaths(), sep='\n')"], stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=60)
        return tuple(line for line in done.stdout.splitlines() if os.path.isabs(line))
    return ()


@contextmanager
def open_cold_kernel(
    spec: Spec, environment: Mapping[str, str], limits: KernelLimits = KernelLimits(), files: Path | None = None,
) -> Iterator[tuple[zygote.Kernel | MessagedKernel, Client]]:
    """Start a kernel in the sandbox, yield it with its client, and end it with all that it started.

    Args:
        spec: the kernel.
        environment: variables for the kernel, beside those of the sandbox and of its kernelspec.
        limits: what the kernel may use.
        files: a folder whose files it starts with; of notebooks and hidden files it gets none.

    Raises:
        ZygoteDied: it did not start; that is never the learner's fault, whose files are not there yet.
    """
    parent = zygote.shared((), limits.gpu, spec.readable)
    connection = new_connection(parent)
    kernel = parent.fork(connection, _environment(spec, environment), limits, files, spec.argv)
    try:
        with closing(_connect(spec, kernel, connection)) as client:
            yield MessagedKernel(kernel, client, connection) if spec.is_messaged else kernel, client
    finally:
        kernel.kill()


def _environment(spec: Spec, given: Mapping[str, str]) -> dict[str, str]:
    own = sandbox.kernel_environment(given)
    own["PATH"] = f"{os.path.dirname(spec.argv[0])}:{own['PATH']}"
    asked = {name: Template(value).safe_substitute(own) for name, value in spec.environment if name not in FIXED}
    return own | asked


def _connect(spec: Spec, kernel: zygote.Kernel, connection: Mapping[str, Any]) -> Client:
    ends = time.monotonic() + START_S
    with suppress(OSError, ChannelClosed):
        client = Client(connection)
        if await_answer(client, kernel.is_alive, ends):
            return client
        client.close()
    kernel.ended.wait(1)
    said = kernel.why or ("no answer" if kernel.is_alive() else kernel.zygote.last_words())
    raise zygote.ZygoteDied(f"kernel {spec.name!r}: expected it to start in the sandbox, got: {said}. Install it "
                            "again, or give it more memory (--limit memory_mb=4096).")


class MessagedKernel:
    """A kernel that is interrupted by a message on its control channel; all else is as with others."""

    def __init__(self, kernel: zygote.Kernel, client: Client, connection: Mapping[str, Any]) -> None:
        self.kernel, self.client, self.connection = kernel, client, connection
        self.is_alive, self.measure = kernel.is_alive, kernel.measure

    @property
    def why(self) -> str:
        return self.kernel.why

    @property
    def cpu_s(self) -> float:
        return self.kernel.cpu_s

    def interrupt_kernel(self) -> None:
        session = self.client.session
        with suppress(OSError, ChannelClosed, Empty), \
                closing(Channel(address_of(self.connection, "control_port"), "DEALER")) as control:
            control.send(session.serialize(session.msg("interrupt_request", {})))
            control.receive(1)
