"""The wheels, installed where there is no repository: one for instructors, one for learners that keeps the answers."""
from __future__ import annotations

import json
import re
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from environments import PACKAGES, Run, build, fill_environment, install, make_environment
from hostile_class import Learner, hand_in
from sample_class import LESSON, PLAIN, POINTS

from grader.kernels import sandbox

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("course", "grader", "notebooks", "docs", "packaging", "pyproject.toml", "setup.py", "README.md", "LICENSE")
STALE = ("build/lib/course/keys", "packaging/learner/build/lib/course/keys")  # what an earlier build has left
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def tree(tmp_path_factory) -> Path:
    """What the wheels are built from, in a folder that a build may change."""
    folder = tmp_path_factory.mktemp("tree")
    for name in PARTS:
        whole = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        whole(ROOT / name, folder / name)
    for place in STALE:
        shutil.rmtree(folder / place.split("/lib/")[0], ignore_errors=True)
        (folder / place).mkdir(parents=True)
        (folder / place / "old.py").touch()
    return folder


@pytest.fixture(scope="module")
def wheel(tree, tmp_path_factory) -> Path:
    return build(tree, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def learners_wheel(tree, tmp_path_factory) -> Path:
    return build(tree / "packaging" / "learner", tmp_path_factory.mktemp("learners"))


@pytest.fixture(scope="module")
def run(wheel) -> Iterator[Run]:
    """The instructor's wheel, with all it needs really there, since a sandbox shows no other place: as hard links."""
    folder = Path(tempfile.mkdtemp(prefix="wheel-", dir=sys.prefix))  # these lead to nothing on another disk
    try:
        fill_environment(folder, "__editable__*", "head_replacement_course*")
        yield install(folder, str(wheel))
    finally:
        shutil.rmtree(folder)


@pytest.fixture(scope="module")
def learners_run(learners_wheel, tmp_path_factory) -> Run:
    """The learner's wheel, with what else it needs on the path, where the repository itself has no effect."""
    folder = tmp_path_factory.mktemp("learner")
    (make_environment(folder) / "others.pth").write_text(f"{PACKAGES}\n", encoding="utf-8")
    return install(folder, str(learners_wheel))


LOOK = """
import os, sys
names = ('grader/cli.py', 'grader/notebooks/source', 'course/keys/__init__.py')
print('sees', [name for name in names for path in sys.path if os.path.exists(os.path.join(path, name))])
predicted_shape, predicted_dtype = (2, 3), torch.float32
"""
CURIOUS = Learner("eve", answers=PLAIN, code={"tensor-shape-answer": LOOK})


@pytest.mark.prove
@pytest.mark.skipif(bool(sandbox.available()), reason="no sandbox here")
def test_an_instructor_grades_with_nothing_but_the_wheel(run, tmp_path):
    folder = tmp_path / "class"
    for command in (["init", "class"], ["release", LESSON, "--folder", "class"]):
        done = run("grader", *command, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    hand_in(folder, CURIOUS)
    done = run("grader", "grade", LESSON, "--folder", "class", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    (graded,) = json.loads(done.stdout.splitlines()[-1])["graded"]
    assert sum(result["points"] for result in graded["results"]) == sum(POINTS.values()), graded
    for command in ("feedback", "report"):  # pages need the templates
        assert run("grader", command, LESSON, "--folder", "class", cwd=tmp_path).returncode == 0
    told = (folder / "autograded" / "eve" / LESSON / f"{LESSON}.ipynb").read_text(encoding="utf-8")
    assert "sees []" in told, told[told.index("sees ["):][:200]


@pytest.mark.parametrize("runner", [pytest.param("run", marks=pytest.mark.prove), "learners_run"])
def test_the_lessons_are_laid_out_where_the_course_is_started(request, runner, tmp_path):
    done = request.getfixturevalue(runner)("python", "-m", "course.start", "--version", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    laid_out = {path.name: path.read_bytes() for path in (tmp_path / "work").glob("*.ipynb")}
    assert laid_out == {path.name: path.read_bytes() for path in (ROOT / "notebooks").glob("*.ipynb")} != {}


def test_nothing_of_an_earlier_build_is_in_a_wheel(wheel, learners_wheel):
    names = [name for each in (wheel, learners_wheel) for name in zipfile.ZipFile(each).namelist()]
    assert names and not [name for name in names if name.endswith("/old.py")]


def test_the_learners_wheel_has_no_answers(learners_wheel):
    with zipfile.ZipFile(learners_wheel) as archive:
        texts = {name: archive.read(name) for name in archive.namelist()}
    assert {name.split("/")[0] for name in texts if "dist-info" not in name} == {"course"}
    assert not [name for name in texts if "keys" in name or "source/" in name]
    assert not [name for name, text in texts.items() if b"BEGIN SOLUTION" in text]


def test_without_keys_a_check_says_that_an_answer_can_be_handed_in(learners_run, tmp_path):
    code = "from course import check\nprint(check('fraud', False, 0.12).result.outcome)\n" \
           "try: import course.keys, grader\nexcept ImportError: print('no keys')"
    done = learners_run("python", "-c", code, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["ready", "no keys"]


def test_both_distributions_have_one_version_and_need_the_same():
    texts = [(ROOT / place / "pyproject.toml").read_text(encoding="utf-8") for place in ("", "packaging/learner")]
    for pattern in (r"^version = .*", r"^requires-python = .*", r"^requires = .*", r"^dependencies = \[\n(  .*\n)+\]"):
        ours, learners = (re.search(pattern, text, re.MULTILINE) for text in texts)
        assert ours and learners and ours[0] == learners[0]
