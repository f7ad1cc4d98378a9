"""What would change a mark and is not understood is refused by its name, before a single mark is written."""
from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from own_class import LESSON, answer, code, graded, hand_in, locked, make_class

from grader.classroom.folder import load_config
from grader.errors import WrongCall
from grader.stock.empty_tests import why_empty
from grader.stock.settings import read_settings

OWN = "from nbgrader.preprocessors import NbGraderPreprocessor, Execute\nclass Own(NbGraderPreprocessor): pass\n"
REFUSED = {  # settings: what names them
    "c.Execute.interrupt_on_timeout = False": "Execute.interrupt_on_timeout",
    "c.NotebookClient.kernel_name = 'ir'": "Execute.kernel_name",
    "c.NotebookClient.skip_cells_with_tag = 'skip'": "Execute.skip_cells_with_tag",
    "c.ExecutePreprocessor.extra_arguments = ['--debug']": "Execute.extra_arguments",
    "c.NbGraderPreprocessor.enabled = False": "enabled",
    "c.Autograde.Execute.timeout = 3": "Autograde.Execute",
    "c.Autograde.pre_convert_hook = print": "Autograde.pre_convert_hook",
    "c.Autograde.autograde_preprocessors = []": "without Execute",
    "c.Autograde.exclude_overwritng = {}": "Autograde.exclude_overwritng",
    "c.Autograde.preprocessing = 1": "Autograde.preprocessing",
    "c.CourseDirectory.student_id = 'ada'": "CourseDirectory.student_id",
    "c.CourseDirectory.directory_structure = '{student_id}/{nbgrader_step}/{assignment_id}'":
        "directory_structure",
    "c.CourseDirectory.submitted_directory = 'in'": "CourseDirectory.submitted_directory",
    f"{OWN}c.Autograde.sanitize_preprocessors.insert(0, Own)": "Own (in Autograde.sanitize_preprocessors",
    "c.Autograde.autograde_preprocessors.insert(1, 'unheard.Of')": "unheard.Of",
    f"{OWN}class Mine(Execute): pass\nc.Autograde.autograde_preprocessors.insert(0, Mine)": "Mine (a class",
}
FINE = ("", "c.Application.log_level = 10", "c.Exchange.root = '/tmp/x'", "c.LimitOutput.max_lines = 5",
        "c.OverwriteCells.add_missing_cells = True", "c.NotebookClient.kernel_name = 'grader'",
        "c.Execute.timeout = 90", "c.ClearSolutions.code_stub = {'python': '...'}", "c.MyPlugin.anything = 1",
        f"{OWN}c.Autograde.sanitize_preprocessors.append(Own)", f"{OWN}c.Autograde.autograde_preprocessors.append(Own)",
        "from grader.classroom import configure\nconfigure(c)",
        f"{OWN}from grader.classroom import configure\nconfigure(c)\n"
        "c.Autograde.autograde_preprocessors.insert(1, Own)")


WITHOUT_AUTOTEST = """c.GenerateAssignment.preprocessors = ["nbgrader.preprocessors." + name for name in (
    "LockCells", "ClearSolutions", "ClearOutput", "CheckCellMetadata", "ComputeChecksums", "SaveCells",
    "ClearHiddenTests", "ComputeChecksums")]"""


def write(folder: Path, config: str) -> Path:
    (folder / "nbgrader_config.py").write_text(f"c = get_config()\n{config}\n")
    return folder


@pytest.mark.parametrize("config", REFUSED)
def test_a_setting_that_is_not_honored_is_named(tmp_path, config):
    with pytest.raises(WrongCall, match=r"nbgrader_config\.py") as refused:
        read_settings(load_config(write(tmp_path, config)))
    assert REFUSED[config] in str(refused.value)


@pytest.mark.parametrize("config", FINE)
def test_a_setting_that_changes_no_mark_or_is_honored_is_taken(tmp_path, config):
    read_settings(load_config(write(tmp_path, config)))


PAGE = (Path(__file__).parents[3] / "docs" / "from-nbgrader.md").read_text(encoding="utf-8")
VALUES = ("'x'", "False", "True", "['x']", "print")  # of which one is of a setting's type and not its default


SETTINGS = sorted(set(re.findall(r"`(c\.\w+\.\w+)`", PAGE.partition("## What is refused")[2])))


@pytest.mark.parametrize("setting", SETTINGS)
def test_what_the_page_says_is_refused_is(tmp_path, setting):
    refusals = []
    for value in VALUES:
        try:
            read_settings(load_config(write(tmp_path, f"{setting} = {value}")))
        except WrongCall as refused:
            refusals.append(str(refused))
    assert any(setting.partition(".")[2] in text for text in refusals)


def test_settings_are_read_from_json_too_and_a_broken_file_is_named(tmp_path):
    (tmp_path / "nbgrader_config.json").write_text(json.dumps({"Execute": {"timeout": 7}}))
    assert read_settings(load_config(write(tmp_path, ""))).cell_s == 7
    with pytest.raises(WrongCall, match="ZeroDivisionError"):
        load_config(write(tmp_path, "1 / 0"))


@pytest.mark.parametrize("source", ["", "# tests follow", "pass", "'''texts'''", "assert True", "...",
                                    "### BEGIN HIDDEN TESTS\n### END HIDDEN TESTS", "### AUTOTEST f(1)",
                                    "### HASHED AUTOTEST f(1)", "// nothing", "check('row-softmax')",
                                    "from course import check\ncheck('row-softmax', row_softmax, points=3)"])
def test_a_test_that_tests_nothing_is_found(source):
    assert why_empty(source)


@pytest.mark.parametrize("source", ["assert f(1) == 2", "0.5", "points", "%%time\nassert x", "from answers import f",
                                    "### BEGIN HIDDEN TESTS\nassert f(1)\n### END HIDDEN TESTS", "stopifnot(x == 1)",
                                    "check('my own')", "f(1)"])
def test_a_test_that_tests_something_is_left_alone(source):
    assert not why_empty(source)


@pytest.mark.slow
def test_a_lesson_with_an_empty_test_is_neither_released_nor_graded(run, tmp_path):
    cells = [answer("x = 1"), graded("### AUTOTEST x", "auto"), graded("check('row-softmax')", "toolbar", 3)]
    folder = make_class(tmp_path / "class", WITHOUT_AUTOTEST, cells)
    done = run("grader", "release", LESSON, "--folder", str(folder))
    assert done.returncode == 2 and "auto: its AUTOTEST lines" in done.stderr and "check('row-softmax')" in done.stderr
    assert not (folder / "release" / LESSON).exists()
    assert run("nbgrader", "generate_assignment", LESSON, cwd=folder).returncode == 0
    hand_in(folder, "blank", lambda cells: None)
    done = run("grader", "grade", LESSON, "--folder", str(folder))
    assert done.returncode == 2 and "toolbar" in done.stderr and not (folder / "results").exists()


@pytest.mark.slow
def test_a_lesson_whose_own_setup_fails_grades_nobody_until_it_is_mended(run, tmp_path):
    cells = [code("import unheard_of"), locked("rate = float(open('rate.txt').read())", "setup"), answer("x = 1"),
             graded("assert x == rate", "test")]
    folder = make_class(tmp_path / "class", "", cells)
    assert run("grader", "release", LESSON, "--folder", str(folder)).returncode == 0
    hand_in(folder, "blank", lambda cells: None)
    done = run("grader", "grade", LESSON, "--folder", str(folder))
    assert done.returncode == 2 and "unheard_of" in done.stderr and "rate.txt" in done.stderr
    assert not list((folder / "results").rglob("*.json"))
    for name, text in (("unheard_of.py", ""), ("rate.txt", "1")):
        (folder / "source" / LESSON / name).write_text(text)
    assert run("grader", "grade", LESSON, "--folder", str(folder)).returncode == 0
    assert list((folder / "results").rglob("*.json"))


@pytest.mark.slow
def test_notebooks_of_an_old_schema_are_refused_with_what_to_run(run, tmp_path):
    folder = make_class(tmp_path / "class", "", [answer("x = 1"), graded("assert x", "test")])
    assert run("grader", "release", LESSON, "--folder", str(folder)).returncode == 0
    path = folder / "release" / LESSON / f"{LESSON}.ipynb"
    path.write_text(path.read_text().replace('"schema_version": 3', '"schema_version": 1'))
    hand_in(folder, "blank", lambda cells: None)
    done = run("grader", "grade", LESSON, "--folder", str(folder))
    assert done.returncode == 2 and "nbgrader update ." in done.stderr
