"""Python environments of a test's own, with what is installed here and what the test adds."""
from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Callable
from pathlib import Path

PACKAGES = Path(sysconfig.get_path("purelib"))
Run = Callable[..., subprocess.CompletedProcess]


def make_environment(folder: Path) -> Path:
    """Make an environment in a new folder, and return where its packages go."""
    venv.EnvBuilder(symlinks=os.name != "nt").create(folder)
    return next(folder.rglob("site-packages"))


def fill_environment(folder: Path, *without: str) -> None:
    """Make an environment with all that is installed here, as hard links: a sandbox shows no other place.

    Args:
        folder: on the same disk; inside this environment, for one.
        without: patterns of what is left out.
    """
    packages = make_environment(folder)
    packages.rmdir()
    shutil.copytree(PACKAGES, packages, symlinks=True, copy_function=os.link, ignore=shutil.ignore_patterns(*without))
    shutil.copytree(Path(sys.prefix) / "share", folder / "share", dirs_exist_ok=True)  # nbconvert's templates


def runner(folder: Path) -> Run:
    """Return what runs an environment's programs."""
    programs = folder / ("Scripts" if os.name == "nt" else "bin")

    def run(program: str, *arguments: str, cwd: Path) -> subprocess.CompletedProcess:
        path = os.pathsep.join(map(str, (programs, Path(sys.executable).parent, os.environ["PATH"])))  # for alembic
        return subprocess.run([str(programs / program), *arguments], cwd=cwd, env=os.environ | {"PATH": path},
                              capture_output=True, text=True)

    return run


def install(folder: Path, *what: str) -> Run:
    """Install wheels or folders in an environment, and return what runs the environment's programs."""
    run = runner(folder)
    done = run("python", "-m", "pip", "install", "--no-deps", "--no-index", "--no-build-isolation", *what, cwd=folder)
    assert done.returncode == 0, done.stderr
    return run


def build(project: Path, folder: Path) -> Path:
    """Build a wheel, and return it."""
    before = {*folder.glob("*.whl")}
    subprocess.run([sys.executable, "-m", "pip", "wheel", str(project), "--no-deps", "--no-build-isolation",
                    "--no-index", "--wheel-dir", str(folder)], check=True, capture_output=True)
    (made,) = {*folder.glob("*.whl")} - before
    return made
