"""Notebooks of other languages: each is graded in its own kernel, with nbgrader's marks, or its lesson is refused."""
from __future__ import annotations

import json
import shutil
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from ordinary_course import NAME, mark
from other_kernels import ANSWERS, POINTS, hand_in_calc, install_calc, kernel_metadata, make_calc_source

from grader.classroom.gradebook import open_gradebook
from grader.classroom.results import read_all_results
from grader.errors import WrongCall
from grader.kernels import sandbox
from grader.kernels.cold import find_spec
from grader.kernels.runner import Cell
from grader.running.work import Work, pack_work, run_work, unpack_ran

needs_sandbox = pytest.mark.skipif(bool(sandbox.available()), reason=sandbox.available() or "-")
STUB = "\nc.ClearSolutions.code_stub = {'calc': 'double = None', 'python': 'double = None', 'R': 'double <- NULL'}\n"
CALC = kernel_metadata("calc", "calc")
PYTHON = kernel_metadata("python3", "python")


def make_class(run, folder: Path, make_source) -> Path:
    """Make a class folder with an assignment, and release it."""
    assert run("grader", "init", str(folder)).returncode == 0
    with (folder / "nbgrader_config.py").open("a") as config:
        config.write(STUB)
    make_source(folder)
    done = run("grader", "release", NAME, "--folder", str(folder))
    assert done.returncode == 0, done.stderr
    return folder


def read_grades(folder: Path) -> dict[tuple[str, str, str], float | None]:
    with open_gradebook(folder) as gradebook:
        return {(submission.student.id, notebook.name, grade.name): grade.auto_score
                for submission in gradebook.api.assignment_submissions(NAME)
                for notebook in submission.notebooks for grade in notebook.grades}


def grade(run, folder: Path) -> dict[str, float]:
    done = run("grader", "grade", NAME, "--folder", str(folder))
    assert done.returncode == 0, done.stdout + done.stderr
    return {one.learner: one.points for one in read_all_results(folder, NAME)}


@pytest.fixture(scope="module")
def jupyter(tmp_path_factory):
    """A folder of JUPYTER_PATH with calc's kernel, for this process and those that it starts."""
    folder = install_calc(tmp_path_factory.mktemp("jupyter"))
    install_calc(folder, "python3", language="python",
                 argv=["python", "-m", "ipykernel_launcher", "-f", "{connection_file}"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_PATH", str(folder))
        yield folder


@pytest.fixture(scope="module")
def calc_class(run, jupyter, tmp_path_factory) -> Path:
    """A class with an assignment in calc, released and handed in."""
    folder = make_class(run, tmp_path_factory.mktemp("calc") / "class", lambda at: make_calc_source(at, CALC))
    hand_in_calc(folder, ANSWERS)
    hand_in_calc(folder, {"says-python": ANSWERS["right"]}, PYTHON)
    hand_in_calc(folder, {"says-missing": ANSWERS["right"]}, kernel_metadata("missing", "calc"))
    hand_in_calc(folder, {"says-nothing": ANSWERS["right"]}, {})
    return folder


@pytest.fixture
def copy(calc_class, tmp_path) -> Path:
    return Path(shutil.copytree(calc_class, tmp_path / "class"))


@needs_sandbox
def test_a_notebook_is_graded_in_the_kernel_that_its_release_names(run, copy):
    said = dict.fromkeys(("says-python", "says-missing", "says-nothing"), POINTS["right"])
    assert grade(run, copy) == POINTS | said
    graded = nbformat.read(copy / "autograded" / "says-python" / NAME / f"{NAME}.ipynb", as_version=4)
    assert graded.metadata.kernelspec.name == "calc"


@needs_sandbox
@pytest.mark.slow
@pytest.mark.prove
def test_stock_nbgrader_gives_the_same_marks(run, copy, tmp_path):
    grade(run, copy)
    stock = tmp_path / "stock"
    stock.mkdir()
    (stock / "nbgrader_config.py").write_text(f"c = get_config()\nc.CourseDirectory.course_id = 'class'\n{STUB}")
    for part in ("source", "submitted"):
        shutil.copytree(copy / part, stock / part)
    assert run("nbgrader", "generate_assignment", NAME, cwd=stock).returncode == 0
    done = run("nbgrader", "autograde", NAME, cwd=stock)
    assert done.returncode == 0, done.stderr
    assert read_grades(stock) == read_grades(copy) != {}


@needs_sandbox
@pytest.mark.slow
@pytest.mark.prove
def test_nbgrader_autograde_with_our_config_gives_the_same_marks(run, copy, tmp_path):
    grade(run, copy)
    again = Path(shutil.copytree(copy, tmp_path / "again"))
    for name in ("autograded", "results"):
        shutil.rmtree(again / name)
    done = run("nbgrader", "autograde", NAME, "--force", cwd=again)
    assert done.returncode == 0, done.stderr
    assert read_grades(again) == read_grades(copy)


@needs_sandbox
def test_each_notebook_of_a_lesson_has_its_own_kernel(run, jupyter, tmp_path):
    def make_source(folder: Path) -> None:
        make_calc_source(folder, CALC, "calc")
        where = [new_code_cell(f"import sys\nassert {test}", metadata=mark(name, grade=True, locked=True, points=1))
                 for name, test in (("warm", "'IPython' in sys.modules and get_ipython()"), ("path", "sys.path"))]
        nbformat.write(new_notebook(cells=where, metadata=PYTHON), folder / "source" / NAME / "python.ipynb")

    folder = make_class(run, tmp_path / "class", make_source)
    hand_in_calc(folder, {"right": None})
    notebook = folder / "submitted" / "right" / NAME / "calc.ipynb"
    notebook.write_text(notebook.read_text().replace("double = None", "import sys\\ndouble = lambda x: 2 * x"))
    assert grade(run, folder) == {"right": 8.0}


@pytest.mark.parametrize(("argv", "words"), [
    pytest.param(None, "homework/homework.ipynb: expected its kernel 'calc' to be installed", id="not-installed"),
    pytest.param(["/nowhere/calc"], "no program '/nowhere/calc'", id="no-program"),
    pytest.param(["sh", "-c", "echo Error: no package called calc >&2; exit 3"], "no package called calc",
                 id="does-not-start", marks=needs_sandbox),
])
def test_a_lesson_whose_kernel_cannot_be_had_is_refused_before_anything_is_written(
        run, copy, tmp_path, monkeypatch, argv, words):
    (tmp_path / "empty").mkdir()
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "empty"))
    if argv:
        install_calc(tmp_path / "empty", argv=argv)
    before = (copy / "gradebook.db").read_bytes()
    done = run("grader", "grade", NAME, "--folder", str(copy))
    assert done.returncode == 2 and words in done.stderr.splitlines()[-1], done.stdout + done.stderr
    assert (copy / "gradebook.db").read_bytes() == before
    assert not list(copy.glob("results/**/*.json")) and not list((copy / "autograded").rglob("*.ipynb"))


def test_a_worker_without_the_kernel_says_so_and_costs_nobody_points(jupyter, monkeypatch):
    packed = pack_work(Work([[Cell("= 1")]], "seed", kernels=["missing"]))
    ran = unpack_ran(run_work(packed))
    assert "'missing' to be installed" in ran.fault and ran.outputs == [] and not ran.starved


@needs_sandbox
def test_a_worker_runs_every_notebook_in_its_own_kernel_and_tells_no_seed(jupyter):
    seed = "7" * 64
    code = "import os\nprint(sorted(os.environ))"
    ran = unpack_ran(run_work(pack_work(Work([[Cell(code)], [Cell("= 6 * 7")]], seed, kernels=["calc", "calc"]))))
    assert ran.fault == "" and seed not in json.dumps(ran.outputs) and "GRADING" not in ran.outputs[0][0][0]["text"]
    assert ran.outputs[1][0][0]["data"]["text/plain"] == "42"


def test_without_a_sandbox_a_notebook_has_its_own_kernel_too(jupyter):
    ran = unpack_ran(run_work(pack_work(Work([[Cell("= 6 * 7")]], "seed", sandboxed=False, kernels=["calc"]))))
    assert ran.fault == "" and ran.outputs[0][0][0]["data"]["text/plain"] == "42"


@needs_sandbox
def test_a_hand_in_sees_nothing_of_the_class(run, copy):
    shutil.rmtree(copy / "submitted")
    paths = [copy, copy / "gradebook.db", copy / "source" / NAME / f"{NAME}.ipynb", copy / "nbgrader_config.py",
             copy / "release" / NAME / f"{NAME}.ipynb", copy / "submitted" / "right" / NAME / f"{NAME}.ipynb"]
    look = f"import os\nassert not [path for path in {list(map(str, paths))} if os.path.exists(path)]\n"
    hand_in_calc(copy, {"right": ANSWERS["right"], "looks": look + ANSWERS["right"]})
    assert all(path.exists() for path in paths)
    assert grade(run, copy) == {"right": POINTS["right"], "looks": POINTS["right"]}


def make_r_source(folder: Path) -> None:
    cells = [new_code_cell("### BEGIN SOLUTION\ndouble <- function(x) 2 * x\n### END SOLUTION",
                           metadata=mark("answer", solution=True)),
             new_code_cell("stopifnot(double(2) == 4)", metadata=mark("visible", grade=True, locked=True, points=2)),
             new_code_cell("stopifnot(double(1) == 2)\n### BEGIN HIDDEN TESTS\nstopifnot(double(-3) == -6)\n"
                           "### END HIDDEN TESTS", metadata=mark("hidden", grade=True, locked=True, points=3))]
    place = folder / "source" / NAME
    place.mkdir(parents=True, exist_ok=True)
    nbformat.write(new_notebook(cells=cells, metadata=kernel_metadata("ir", "R")), place / f"{NAME}.ipynb")


@needs_sandbox
@pytest.mark.slow
@pytest.mark.prove
def test_an_assignment_in_r_is_graded_as_by_stock_nbgrader(run, tmp_path):
    try:
        find_spec("ir")
    except WrongCall as missing:
        pytest.skip(str(missing))
    folder = make_class(run, tmp_path / "class", make_r_source)
    hand_in_calc(folder, {
        "right": "double <- function(x) 2 * x", "half": "double <- function(x) abs(2 * x)", "blank": None,
        "warns": "double <- function(x) { if (x < 0) warning('negative'); 2 * x }", "raises": "stop('no')",
        "quits": "double <- function(x) 2 * x\nquit(status = 1)", "syntax": "double <- function(x {"})
    points = grade(run, folder)
    assert {name: points[name] for name in ("right", "half", "blank", "warns", "raises", "syntax")} == {
        "right": 5.0, "half": 2.0, "blank": 0.0, "warns": 2.0, "raises": 0.0, "syntax": 0.0}
    stock = tmp_path / "stock"
    stock.mkdir()
    (stock / "nbgrader_config.py").write_text(f"c = get_config()\nc.CourseDirectory.course_id = 'class'\n{STUB}")
    for part in ("source", "submitted"):
        shutil.copytree(folder / part, stock / part)
    assert run("nbgrader", "generate_assignment", NAME, cwd=stock).returncode == 0
    run("nbgrader", "autograde", NAME, cwd=stock)
    assert read_grades(stock) == read_grades(folder) != {}
