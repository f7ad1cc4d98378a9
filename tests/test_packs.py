"""A course pack of one's own, on another subject: made, proven, learned from, released and graded, as ours is."""
import json
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

import nbformat
import pytest
from environments import build, fill_environment, install, runner

from grader.kernels import sandbox

NAME, PACKAGE, LESSON, QUESTION = "numpy-basics", "numpy_basics", "01_numpy_basics", "numpy-basics-means"
RIGHT = "def column_means(table):\n    return table.mean(axis=0)"
WRONG = "def column_means(table):\n    return table.mean(axis=1)"
CURIOUS = RIGHT + """
import importlib, os
for package in ('numpy_basics', 'course'):
    print('sees', sorted({'keys', 'notebooks', 'tests'} & {*os.listdir(importlib.import_module(package).__path__[0])}))
root = os.path.dirname(importlib.import_module('numpy_basics').__path__[0])
print('beside', 'tests' in os.listdir(root), 'learner' in os.listdir(root))
try: import numpy_basics.keys
except ImportError: print('no keys')
"""
pytestmark = [pytest.mark.slow, pytest.mark.prove]


@pytest.fixture(scope="module")
def place():
    """A folder with a new pack, and an environment in which it is installed from that folder."""
    folder = Path(tempfile.mkdtemp(prefix="pack-", dir=sys.prefix))
    try:
        fill_environment(folder / "environment")
        made = runner(folder / "environment")("python", "-m", "grader.cli", "new-pack", NAME, cwd=folder)
        assert made.returncode == 0, made.stderr
        install(folder / "environment", "--editable", str(folder / NAME))
        yield folder
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def run(place):
    run = runner(place / "environment")
    return lambda *call, cwd: run("python", "-m", f"{call[0]}.cli", *call[1:], cwd=cwd)


def run_python(place: Path, code: str) -> str:
    done = runner(place / "environment")("python", "-c", code, cwd=place)
    assert done.returncode == 0, done.stderr
    return done.stdout


def hand_in(class_folder: Path, learner: str, code: str) -> None:
    notebook = nbformat.read(class_folder / "release" / LESSON / f"{LESSON}.ipynb", 4)
    next(cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("solution")).source = code
    path = class_folder / "submitted" / learner / LESSON / f"{LESSON}.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(notebook, path)


def verify(run, *what: str, cwd: Path) -> tuple[int, dict]:
    done = run("grader", "verify", *what, "--json", cwd=cwd)
    assert done.stdout.splitlines()[-1].startswith("{"), done.stdout + done.stderr
    return done.returncode, json.loads(done.stdout.splitlines()[-1])


def test_a_new_pack_is_proven_and_a_wrong_key_is_found_out(place, run):
    code, proven = verify(run, NAME, cwd=place)
    assert code == 0 and proven["faults"] == [] and proven["questions"] == 1
    assert (proven["right_accepted"], proven["wrong_caught"], proven["survivors"]) == (3, 8, 0)
    two = f"dict.fromkeys(('01_first_computation', '{LESSON}'), Counts())"
    heads = f"print(*(column.header for column in lesson_table({two}).columns), sep=', ')"
    told = run_python(place, f"from grader.proof.tables import *; {heads}")
    assert told == f"lesson, 01, {NAME} 01\n"
    key = place / NAME / PACKAGE / "keys" / "first_steps" / "means.py"
    whole = key.read_text()
    key.write_text(whole.replace('["column_means"], lambda table: table.mean(axis=0)',
                                 '["column_means"], lambda table: table.mean(axis=1)'))
    code, proven = verify(run, QUESTION, cwd=place)
    key.write_text(whole)
    assert code == 1 and any("our answer in its steps is not right" in fault for fault in proven["faults"])
    assert any("mean_over_rows must be passed" in fault for fault in proven["faults"])
    steps = place / NAME / PACKAGE / "keys" / "first_steps" / f"{QUESTION}.md"
    whole = steps.read_text()
    steps.write_text(whole.replace("## The idea", "## Idea"))
    _, proven = verify(run, QUESTION, cwd=place)
    steps.write_text(whole)
    assert [fault.startswith(f"{QUESTION}: ") for fault in proven["faults"]] == [True]


@pytest.mark.skipif(bool(sandbox.available()), reason="no sandbox here")
def test_a_class_is_released_graded_and_told_and_no_kernel_sees_a_key(place, run, tmp_path):
    for command in (["init", "class"], ["release", LESSON, "--folder", "class"]):
        done = run("grader", *command, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    folder = tmp_path / "class"
    for learner, code in {"ada": RIGHT, "bob": WRONG, "eve": CURIOUS}.items():
        hand_in(folder, learner, code)
    done = run("grader", "grade", LESSON, "--folder", "class", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    results = {one["learner"]: one["results"][0] for one in json.loads(done.stdout.splitlines()[-1])["graded"]}
    assert {learner: result["points"] for learner, result in results.items()} == {"ada": 2.0, "bob": 0.0, "eve": 2.0}
    assert results["bob"]["misconception"] == "rows-for-columns" and "averaged away" in results["bob"]["hint"]
    for command in ("feedback", "report"):
        assert run("grader", command, LESSON, "--folder", "class", cwd=tmp_path).returncode == 0
    told = (folder / "autograded" / "eve" / LESSON / f"{LESSON}.ipynb").read_text(encoding="utf-8")
    assert told.count("sees []") == 2 and "beside False False" in told and "no keys" in told
    assert "averaged away" in next(folder.glob("feedback/bob/*/*.html")).read_text(encoding="utf-8")


def test_a_changed_key_makes_only_its_own_lessons_due_again(place, run, tmp_path):
    other = "01_first_computation"
    run("grader", "init", "class", cwd=tmp_path)
    for lesson in (LESSON, other):
        assert run("grader", "release", lesson, "--folder", "class", cwd=tmp_path).returncode == 0
    folder = tmp_path / "class"
    hand_in(folder, "ada", RIGHT)
    (folder / "submitted" / "ada" / other).mkdir()
    shutil.copy(folder / "release" / other / f"{other}.ipynb", folder / "submitted" / "ada" / other)

    def due(lesson: str) -> bool:
        said = run("grader", "grade", lesson, "--folder", "class", "--dry-run", "--unsafe", cwd=tmp_path)
        assert said.returncode == 0, said.stderr
        return "ada" in said.stdout

    for lesson in (LESSON, other):
        assert run("grader", "grade", lesson, "--folder", "class", "--unsafe", cwd=tmp_path).returncode == 0
    assert not due(LESSON) and not due(other)
    key = place / NAME / PACKAGE / "keys" / "first_steps" / "means.py"
    whole = key.read_text()
    key.write_text(whole + "# changed\n")
    try:
        assert due(LESSON) and not due(other)
    finally:
        key.write_text(whole)


def test_a_learner_has_its_lessons_beside_ours_or_alone(place, tmp_path):
    run = runner(place / "environment")

    def course(*words: str):
        return run("python", "-c", "from course.cli import main; main()", *words, cwd=tmp_path)

    lay_out = "from pathlib import Path; from course.work.folder import *; w = Path('work'); w.mkdir(exist_ok=True); "
    copy = "copy_lessons(shipped_lessons(w), w)"
    done = run("python", "-c", lay_out + copy, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    lessons = json.loads(course("status", "--json").stdout)["lessons"]
    names = [lesson["name"] for lesson in lessons]  # of other packs too, if any are installed where the tests run
    assert names.index("06_capstone") == 5 and names.count(LESSON) == 1 and names.index(LESSON) > 5
    ambiguous = course("reset", "1")
    assert ambiguous.returncode == 2 and LESSON in ambiguous.stderr and "01_first_computation" in ambiguous.stderr
    shutil.rmtree(tmp_path / "work")
    done = run("python", "-c", f"{lay_out}choose_pack('{NAME}', w); {copy}", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert [path.name for path in (tmp_path / "work").glob("*.ipynb")] == [f"{LESSON}.ipynb"]
    checked = f"from course import check\n{WRONG}\ntry: check('{QUESTION}', column_means)\nexcept Exception: pass"
    done = run("python", "-c", checked, cwd=tmp_path / "work")
    assert done.returncode == 0, done.stderr
    (lesson,) = json.loads(course("status", "--json").stdout)["lessons"]
    assert lesson["name"] == LESSON and [asked["state"] for asked in lesson["questions"]] == ["tried"]
    wrong = course("--pack", "nosuch")
    assert wrong.returncode == 2
    assert wrong.stderr.startswith("--pack: expected one of head-replacement, ") and NAME in wrong.stderr


def test_the_learners_wheel_has_no_answers_and_its_checks_say_ready(place, tmp_path):
    (tmp_path / "dist").mkdir()
    wheel = build(shutil.copytree(place / NAME, tmp_path / NAME) / "learner", tmp_path / "dist")
    with zipfile.ZipFile(wheel) as archive:
        texts = {name: archive.read(name) for name in archive.namelist()}
    assert f"{PACKAGE}/notebooks/{LESSON}.ipynb" in texts
    assert not [name for name, text in texts.items()
                if "keys" in name or "source" in name or b"BEGIN SOLUTION" in text or b"table.mean(axis=0)" in text]
    folder = Path(tempfile.mkdtemp(prefix="pack-", dir=sys.prefix))
    try:
        fill_environment(folder)
        code = f"from course import check\n{RIGHT}\nprint(check('{QUESTION}', column_means))"
        done = install(folder, str(wheel))("python", "-c", code, cwd=tmp_path)
        ready = f"● Ready to hand in · {QUESTION} · up to 1 points when graded\n"
        assert (done.returncode, done.stdout) == (0, ready), done.stderr
        run = runner(folder)
        run("python", "-m", "grader.cli", "init", "class", cwd=tmp_path)
        refused = run("python", "-m", "grader.cli", "release", LESSON, "--folder", "class", cwd=tmp_path)
        assert refused.returncode == 2 and LESSON in refused.stderr and "Traceback" not in refused.stderr
    finally:
        shutil.rmtree(folder)


def test_a_pack_that_is_broken_or_asks_what_ours_asks_is_left_out_by_name(place, run):
    questions = place / NAME / PACKAGE / "questions" / "first_steps" / "__init__.py"
    whole = questions.read_text()
    for broken, why in ((whole.replace("means import MEANS", "nowhere import MEANS"), "No module named"),
                        (whole.replace(LESSON, "02_linear_layers"), "'02_linear_layers'] twice")):
        questions.write_text(broken)
        try:
            done = run("grader", "verify", NAME, cwd=place)
            code, ours = verify(run, "fraud", cwd=place)
        finally:
            questions.write_text(whole)
        assert done.returncode == 2 and NAME in done.stderr and why in done.stderr and "Traceback" not in done.stderr
        assert code == 0 and ours["questions"] == 1
