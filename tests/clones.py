"""This project cloned and installed in other places, as people really do it; libraries are linked, not copied."""
from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ("course", "grader", "notebooks")
RUN = """
import json, sys
from grader.kernels import zygote
zygote.MODULES = ("course.check_cell",)  # enough, and quicker
from grader.kernels.runner import Cell
from grader.running.execute import execute
cells = [Cell(**cell) for cell in json.load(sys.stdin)]
execution = execute(cells, "7" * 64)
print(json.dumps([execution.ended, [cell.outputs for cell in cells]]))
"""


def copy_project(target: Path) -> Path:
    """Copy what a clone of the repository needs to grade."""
    for name in SOURCES:
        shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", target)
    return target


def copy_environment(target: Path) -> Path:
    """Link every file of this virtual environment into another folder of the same file system."""
    if sys.prefix == sys.base_prefix:
        pytest.skip("Python runs in no virtual environment")
    if subprocess.run(["cp", "-al", sys.prefix, target], capture_output=True).returncode:
        pytest.skip("the virtual environment is on another file system")
    return target


def point_at(environment: Path, project: Path) -> None:
    """Make the editable installation of a copied environment one of another clone."""
    for path in _site_packages(environment).glob("__editable__*.p*"):
        text = (_site_packages(Path(sys.prefix)) / path.name).read_text()
        path.unlink()  # the original is the same file
        path.write_text(text.replace(str(ROOT), str(project)))


def install(environment: Path, project: Path) -> None:
    """Install a clone into a copied environment as a wheel would be."""
    for path in _site_packages(environment).glob("__editable__*"):
        path.unlink()
    for name in ("course", "grader"):
        shutil.copytree(project / name, _site_packages(environment) / name)


def run_cells(environment: Path, *cells: dict) -> tuple[str, list]:
    """Run cells as grading does, with what is installed in an environment; return why it ended early, and outputs."""
    outside = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run([environment / "bin" / "python", "-c", RUN], input=json.dumps(cells), capture_output=True,
                          text=True, cwd="/", env=outside, timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]
    return tuple(json.loads(done.stdout.splitlines()[-1]))


def _site_packages(environment: Path) -> Path:
    return next((environment / "lib").glob("python*/site-packages"))
