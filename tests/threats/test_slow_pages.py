"""Threat 30: hand-ins that take forever to show; everybody else gets a page, and whoever has none is named."""
from __future__ import annotations

import json
import os
import shutil
import sys
import warnings
from pathlib import Path

import nbformat
import pytest
from graded_page import as_formgrader, render
from sample_class import LESSON

from grader.classroom.folder import load_config
from grader.desk.clean import clean_words
from grader.desk.feedback import write_feedback
from grader.marking.sanitise import MAX_CHARS, sanitise

pytestmark = pytest.mark.prove

SLOW = ("\\begin{a}" * 11_000, "\\\\[" * 30_000, "|-\n|" * 20_000)  # each of these takes many seconds


@pytest.fixture
def marked(graded_class, tmp_path) -> Path:
    """The graded sample class, with the graded notebooks of three learners only."""
    folder = shutil.copytree(graded_class[0], tmp_path / "class", ignore=shutil.ignore_patterns("feedback"))
    for path in (folder / "autograded").iterdir():
        if path.name not in ("ada", "bela", "chen"):
            shutil.rmtree(path)
    return folder


def graded_notebook(folder: Path, learner: str) -> Path:
    return folder / "autograded" / learner / LESSON / f"{LESSON}.ipynb"


def add_cells(path: Path, cells: list[tuple[str, str]]) -> None:
    notebook = json.loads(path.read_text())
    code = {"outputs": [], "execution_count": None}
    notebook["cells"] += [{"cell_type": kind, "metadata": {}, "source": text, "id": f"own-x{i}"}
                          | (code if kind == "code" else {}) for i, (kind, text) in enumerate(cells)]
    path.write_text(json.dumps(notebook))


@pytest.mark.parametrize("name", ["feedback", "formgrader"])
def test_a_text_that_is_slow_to_render_is_shown_as_it_is(marked, name):
    """Row 30: neither page takes longer than their limits, whatever is in it."""
    notebook = graded_notebook(marked, "bela")
    add_cells(notebook, [("markdown", text) for text in SLOW * 2] + [("code", "%%javascript\n" + "a." * 45_000)])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if name == "formgrader":
            page = render(notebook, as_formgrader(marked))
        else:
            made = write_feedback(marked, LESSON, lambda total: None, lambda learner, reason: None, 300)
            assert not made.failed and len(made.pages) == 5  # two were refused
            page = next(path for path in made.pages if "bela" in path.parts).read_text()
    assert page.count("rendering it takes too long") >= 2 * len(SLOW)
    assert page.count("\\begin{a}") == 22_000


def test_a_page_that_never_ends_is_named_and_nobody_else_loses_theirs(run, marked):
    """Row 30: a graded notebook that cannot even be read; the page of before stays."""
    stuck = graded_notebook(marked, "bela")
    stuck.unlink()
    os.mkfifo(stuck)
    earlier = marked / "feedback" / "bela" / LESSON / f"{LESSON}.html"
    earlier.parent.mkdir(parents=True)
    earlier.write_text("earlier")
    done = run("grader", "feedback", LESSON, "--folder", str(marked), "--timeout", "15")
    assert done.returncode == 1
    assert "no feedback: bela: its page took more than 15 s" in done.stdout and "4 pages in" in done.stdout
    assert earlier.read_text() == "earlier" and [path.name for path in earlier.parent.iterdir()] == [earlier.name]
    for learner in ("ada", "chen"):
        assert "points" in (marked / "feedback" / learner / LESSON / f"{LESSON}.html").read_text()


@pytest.mark.parametrize("content", ["", "{}", "\xff", "[" * 100_000], ids=["empty", "no-notebook", "text", "deep"])
def test_a_page_that_cannot_be_made_is_named(run, marked, content):
    graded_notebook(marked, "bela").write_text(content)
    done = run("grader", "feedback", LESSON, "--folder", str(marked))
    assert done.returncode == 1 and "4 pages in" in done.stdout
    assert len([line for line in done.stdout.splitlines() if line.startswith("no feedback: bela: ")]) == 1
    assert not (marked / "feedback" / "bela" / LESSON).exists()


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux only")
def test_a_page_that_needs_too_much_is_named(marked):
    """Row 30: of memory, where that is bounded."""
    notebook = json.loads(graded_notebook(marked, "bela").read_text())
    notebook["metadata"]["x"] = "x" * 400_000_000
    graded_notebook(marked, "bela").write_text(json.dumps(notebook))
    made = write_feedback(marked, LESSON, lambda total: None, lambda learner, reason: None, 300, 600)
    assert len(made.pages) == 4 and list(made.failed) == ["bela"]


def test_a_class_folder_whose_settings_are_broken_is_said_in_a_line(run, marked):
    (marked / "nbgrader_config.py").write_text("raise ValueError('no such setting')\n")
    done = run("grader", "feedback", LESSON, "--folder", str(marked))
    assert done.returncode == 2
    assert done.stderr.strip().splitlines()[-1].startswith("grader: nbgrader_config.py: expected to run it, got ")
    assert "no such setting" in done.stderr


def test_a_hand_in_that_is_too_long_is_cut_where_it_is_shown():
    """Row 30: in the graded copy alone, and nothing that has points goes."""
    new = nbformat.v4
    scored = new.new_code_cell("check('x', y)", metadata={"nbgrader": {"grade_id": "x"}})
    release = new.new_notebook(cells=[scored, new.new_markdown_cell("z" * 2 * MAX_CHARS)])
    long, short = new.new_markdown_cell("x" * 540_000), new.new_markdown_cell("a < b")
    last = new.new_code_cell("check('x', y)", metadata=scored.metadata)
    more = [new.new_code_cell("1") for _ in range(9_000)]
    notebook = new.new_notebook(cells=[long, short, *release.cells, *more, last])
    sanitise(notebook, release)
    assert len(notebook.cells[0].source) < MAX_CHARS + 100 and "540,000" in notebook.cells[0].source
    assert notebook.cells[1].source == "a < b" and notebook.cells[3].source == "z" * 2 * MAX_CHARS
    assert len(notebook.cells) < 2_000 and last in notebook.cells
    assert "more cells are left out" in notebook.cells[-1].source


def test_words_of_a_learner_are_stored_as_they_were(graded_class):
    """What is cleaned is the page, not the words: bela's answer, and all lessons, read as they were written."""
    text = graded_notebook(graded_class[0], "bela").read_text()
    assert "\u2060" not in text and "It lets 88 of 100 frauds pass" in text


@pytest.mark.parametrize("tag", ["<b>", "<b></i>", "<div>", "<table>", "<ul><li>", "<a href=#x>", "&", "<details>"])
def test_deeply_nested_markup_is_cleaned(tag):
    assert len(clean_words(tag * 3_000)) < 300_000


def test_formgrader_and_feedback_obey_the_class_folder(marked):
    """The filters stand in the class's own configuration, which an instructor may read and change."""
    filters = load_config(marked).HTMLExporter.filters
    assert {"markdown2html", "highlight_code", "ansi2html", "clean_html", "strip_files_prefix"} == set(filters)
