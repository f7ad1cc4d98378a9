"""The sandbox stands wherever the project is cloned and however it is installed, and nowhere shows the keys."""
from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from clones import copy_environment, copy_project, install, point_at, run_cells

from course.checking.judge import judge
from course.exchange import FACTS_MIME, question_seed
from course.keys import find_key, keys
from grader.kernels import sandbox

pytestmark = [pytest.mark.slow, pytest.mark.prove,
              pytest.mark.skipif(bool(sandbox.available()), reason=sandbox.available() or "-")]
ANSWER = "def rates(tp, fn, fp, tn):\n    return tp / (tp + fp), tp / (tp + fn), (tp + tn) / (tp + fn + fp + tn)"
CELLS = ({"source": "from course import check"}, {"source": ANSWER},
         {"source": 'check("first-rates", rates)', "is_check": True})
LOOK = r"""
import gc, importlib, json, os, pkgutil, subprocess, sys
import course, course.questions
found = []
course.questions.lessons()
for name in ("course.keys", "course.keys.metrics", "course.keys.first_computation.fraud", "grader.cli"):
    try: found.append(f"imported {importlib.import_module(name)}")
    except ImportError: pass
found += [f"loaded {name}" for name in sys.modules if name.startswith(("course.keys", "grader."))]
found += [f"walked to {name}" for _, name, _ in pkgutil.walk_packages(course.__path__, "course.") if ".keys" in name]
folder = os.path.dirname(course.__file__)
found += [f"listed {name}" for name in os.listdir(folder) if "key" in name and not name.endswith(".pyc")]
gc.unfreeze()
found += [f"held {thing!r:.80}" for thing in gc.get_objects()
          if type(thing).__module__ == "course.checking.key"]
places = [path for path in sys.path if os.path.isdir(path)] + [folder, os.path.dirname(folder)]
open("/tmp/hints", "w").write($HINTS)
kinds = [f"--include=*.{kind}" for kind in ("py", "pyc", "txt", "json", "md", "ipynb")]
said = subprocess.run(["grep", "-rlF", *kinds, "-f", "/tmp/hints", *places], capture_output=True, text=True).stdout
found += [f"hints in {path}" for path in said.splitlines()]
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    """A copy of this environment, for the tests to point where they like."""
    folder = tmp_path_factory.mktemp("environment") / "venv"
    yield copy_environment(folder)
    shutil.rmtree(folder)


def assert_graded(environment: Path) -> None:
    """A right answer is found right, by facts that a kernel of this environment published."""
    ended, outputs = run_cells(environment, *CELLS)
    assert ended == "" and outputs[0] == [], outputs[0]
    facts = next(output["data"][FACTS_MIME] for output in outputs[2] if FACTS_MIME in output.get("data", ()))
    assert judge(find_key("first-rates"), facts, question_seed("7" * 64, "first-rates"), 2).outcome == "passed"


@pytest.mark.parametrize(("outer", "name"), [
    ("/tmp", "with spaces"), ("/var/tmp", "mit Umlaut é ß"), ("/dev/shm", "[brackets] {0} *?"),
    ("/run", "#hash & co.")])
def test_a_clone_may_lie_anywhere_and_have_any_name(environment, outer, name):
    """Also where people clone in passing, and where the sandbox has something of its own."""
    if not os.access(outer, os.W_OK):
        pytest.skip(f"{outer} is not ours to write to")
    with tempfile.TemporaryDirectory(prefix="clone-", dir=outer) as folder:
        point_at(environment, copy_project(Path(folder, name)))
        assert_graded(environment)


def test_a_clone_may_be_reached_through_links_and_be_read_only(environment, tmp_path):
    project = copy_project(tmp_path / "really" / "here")
    (tmp_path / "link").symlink_to("really")
    for path in sorted(project.rglob("*"), reverse=True):
        path.chmod(0o555 if path.is_dir() else 0o444)
    point_at(environment, tmp_path / "link" / "here")
    assert_graded(environment)


def test_a_clone_below_tmp_may_hold_its_environment(environment, tmp_path):
    project = copy_project(tmp_path / "clone")
    environment.rename(project / ".venv")
    try:
        point_at(project / ".venv", project)
        assert_graded(project / ".venv")
    finally:
        (project / ".venv").rename(environment)


@pytest.fixture(params=["clone", "wheel"])
def installed(request, tmp_path, tmp_path_factory):
    """An environment in which the project is installed from a clone, or from a wheel."""
    environment = copy_environment(tmp_path_factory.mktemp("installed") / "venv")
    (point_at if request.param == "clone" else install)(environment, copy_project(tmp_path / "clone"))
    yield environment
    shutil.rmtree(environment)


def test_nothing_of_the_keys_is_in_the_sandbox(installed):
    hints = {misconception.hint[:30] for key in keys().values() for solution in key.solutions
             for misconception in solution.misconceptions if len(misconception.hint) > 40}
    assert len(hints) > 50
    ended, (outputs,) = run_cells(installed, {"source": LOOK.replace("$HINTS", repr("\n".join(sorted(hints))))})
    assert ended == "" and [output.get("text") for output in outputs] == ["[]\n"], outputs


def test_a_check_that_nobody_grades_says_so_where_there_are_no_keys(environment, tmp_path):
    """As in JupyterLab with the warm kernel: no seed, no keys, no verdict, and no fault."""
    point_at(environment, copy_project(tmp_path / "clone"))
    unset = {"source": "import os; del os.environ['COURSE_GRADING_SEED']"}
    _, outputs = run_cells(environment, unset, *CELLS)
    assert "error" not in [output["output_type"] for output in outputs[3]], outputs[3]
