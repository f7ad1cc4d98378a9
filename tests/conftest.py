"""Fixtures shared by all tests: the sample class, and commands run as a user types them."""
from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

os.environ.setdefault("OMP_NUM_THREADS", "1")  # tiny tensors: a second thread only waits, and other tests need the core
sys.path.insert(0, str(Path(__file__).parent))  # tests import the sample class by its name
from sample_class import DUE, LESSON, hand_in  # noqa: E402

from grader.imports import leave_out_address_grammar  # noqa: E402

leave_out_address_grammar()

PROGRAMS = Path(sys.executable).parent
COURSE = Path(__file__).with_name("course")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what takes long first: `make test` hands whole modules to its workers, and short ones fill the gaps.

    Whatever a whole lesson has to be run for is left to `make prove`.
    """
    items.sort(key=lambda item: item.path.is_relative_to(COURSE))
    for item in items:
        if item.path.is_relative_to(COURSE) and {"lesson", "learners_copy"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.prove)


@pytest.fixture(scope="session")
def run() -> Callable[..., subprocess.CompletedProcess]:
    """Run one of the environment's programs, such as `grader` or `nbgrader`, and return how it ended."""
    def run_program(*command: str, cwd: Path | None = None) -> subprocess.CompletedProcess:
        environment = os.environ | {"PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "200"}
        return subprocess.run([str(PROGRAMS / command[0]), *command[1:]], cwd=cwd, env=environment,
                              capture_output=True, text=True)
    return run_program


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A Chromium that asks nobody for anything."""
    from lab_session import QUIET
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        yield browser
        browser.close()


def made_once(name: str, make: Callable[[Path], None], tmp_path_factory) -> Path:
    """Make a folder with what takes long, once for all workers; return a copy that this one may change."""
    base = tmp_path_factory.getbasetemp()
    made = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    with FileLock(f"{made}.lock"):
        if not (made / "made").exists():
            made.mkdir(exist_ok=True)
            make(made)
            (made / "made").touch()
    return Path(shutil.copytree(made, tmp_path_factory.mktemp("copy") / name))


@pytest.fixture(scope="session")
def released_class(run, tmp_path_factory) -> Path:
    """A class folder with lesson 1 released and nothing handed in; copy it, do not change it."""
    def release(made: Path) -> None:
        assert run("grader", "init", str(made / "class")).returncode == 0
        done = run("grader", "release", LESSON, "--folder", str(made / "class"), "--due", DUE)
        assert done.returncode == 0, done.stderr

    return made_once("released", release, tmp_path_factory) / "class"


@pytest.fixture(scope="session")
def graded_class(run, released_class, tmp_path_factory) -> tuple[Path, subprocess.CompletedProcess]:
    """The sample class, graded by `grader grade`, and how that command ended."""
    def grade(made: Path) -> None:
        shutil.copytree(released_class, made / "class")
        hand_in(made / "class")
        done = run("grader", "grade", LESSON, "--folder", str(made / "class"), "--json")
        (made / "done.json").write_text(json.dumps(vars(done)))

    made = made_once("graded", grade, tmp_path_factory)
    return made / "class", subprocess.CompletedProcess(**json.loads((made / "done.json").read_text()))


@pytest.fixture(scope="module")
def lesson(request, tmp_path_factory) -> Iterator[dict]:
    """The names that a test module's `LESSON` defines, after all its cells have run with their answers."""
    import torch

    from grader.lessons.copies import find_lessons
    from grader.lessons.text import read_lesson

    names, threads = {}, torch.get_num_threads()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("lesson"))  # where `check` notes the progress
        for cell in read_lesson(find_lessons()[request.module.LESSON]).cells:
            if cell.cell_type == "code":
                exec(compile(cell.source, f"cell {cell.id}", "exec"), names)
    yield names
    torch.set_num_threads(threads)
