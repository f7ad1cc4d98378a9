"""What an instructor edits in a lesson that we ship is released, and never overwritten unasked."""
from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sample_class import LEARNERS, LESSON, POINTS, fill, position

from grader.classroom.folder import make_api
from grader.classroom.results import read_all_results
from grader.kernels import sandbox

SOURCE = Path("source") / LESSON / f"{LESSON}.ipynb"
RELEASE = Path("release") / LESSON / f"{LESSON}.ipynb"
WRITTEN = Path(".grader-shipped") / f"{LESSON}.ipynb"


@pytest.fixture
def folder(released_class, tmp_path) -> Path:
    return Path(shutil.copytree(released_class, tmp_path / "class"))


def edit(path: Path, change: Callable[[list[dict]], None]) -> str:
    """Change a notebook's cells as an editor would; return the file's text."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    change(notebook["cells"])
    path.write_text(json.dumps(notebook, indent=1), encoding="utf-8")
    return path.read_text(encoding="utf-8")


def five_points(cells: list[dict]) -> None:
    cells[position(cells, "row-softmax")]["metadata"]["nbgrader"]["points"] = 5


def another_version(cells: list[dict]) -> None:
    """As if the lesson that was released last had asked for fewer points and other words."""
    cells[position(cells, "broadcast")]["metadata"]["nbgrader"]["points"] = 1
    cells[position(cells, "fraud-why")]["source"] = "Words of an earlier version."


def points_in_gradebook(folder: Path) -> dict[str, float]:
    with make_api(folder).gradebook as gradebook:
        return {cell.name: cell.max_score for cell in gradebook.find_notebook(LESSON, LESSON).grade_cells}


def release(run, folder: Path, *options: str):
    return run("grader", "release", LESSON, "--folder", str(folder), *options)


def test_points_that_were_edited_stay_and_reach_learners_and_the_gradebook(run, folder):
    """The issue's row: 5 became 2."""
    edited = edit(folder / SOURCE, five_points)
    for _ in range(2):
        done = release(run, folder)
        assert done.returncode == 0, done.stderr
        assert "Your edits are in what is released" in done.stdout and "row-softmax: points 3 → 5" in done.stdout
    assert (folder / SOURCE).read_text() == edited
    assert points_in_gradebook(folder)["row-softmax"] == 5
    assert 'check(\\"row-softmax\\", row_softmax, points=5)' in (folder / RELEASE).read_text()


@pytest.mark.skipif(bool(sandbox.available()), reason=sandbox.available() or "-")
@pytest.mark.filterwarnings("ignore")  # of SQLAlchemy, on the order in which nbgrader adds rows
def test_what_formgraders_generate_made_of_an_edit_is_released_and_marked(run, folder):
    edit(folder / SOURCE, five_points)
    outcome = make_api(folder).generate_assignment(LESSON)  # what the button calls
    assert outcome["success"], outcome["log"]
    generated = json.loads((folder / RELEASE).read_text())
    assert release(run, folder).returncode == 0
    assert json.loads((folder / RELEASE).read_text()) == generated
    place = folder / "submitted" / "ada" / LESSON
    place.mkdir(parents=True)
    (place / f"{LESSON}.ipynb").write_bytes(fill(folder / RELEASE, LEARNERS["ada"]))
    assert run("grader", "grade", LESSON, "--folder", str(folder)).returncode == 0
    (ada,) = read_all_results(folder, LESSON)
    assert {each.question: each.points for each in ada.results} == POINTS | {"row-softmax": 5}


def test_running_and_saving_a_lesson_is_no_edit(run, folder):
    def run_it(cells: list[dict]) -> None:
        for cell in (cell for cell in cells if cell["cell_type"] == "code"):
            cell["execution_count"] = 1
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "hello"}]

    edit(folder / SOURCE, run_it)
    done = release(run, folder)
    assert done.returncode == 0 and "edits" not in done.stdout


def test_where_both_have_changed_nothing_is_written_and_both_changes_are_shown(run, folder):
    edited = edit(folder / SOURCE, five_points)
    edit(folder / WRITTEN, another_version)
    before = (folder / RELEASE).read_text()
    done = release(run, folder)
    assert done.returncode == 2 and "--keep" in done.stderr and "--force" in done.stderr
    yours, ours = done.stdout.split("The new version of the lesson changes:")
    assert "You changed:" in yours and "row-softmax: points 3 → 5" in yours
    assert "broadcast: points 1 → 2" in ours and "fraud-why: - Words of an earlier version." in ours
    assert (folder / SOURCE).read_text() == edited and (folder / RELEASE).read_text() == before


def test_keep_releases_the_edited_lesson_and_is_not_asked_again(run, folder):
    edited = edit(folder / SOURCE, five_points)
    edit(folder / WRITTEN, another_version)
    assert release(run, folder, "--keep").returncode == 0
    assert release(run, folder).returncode == 0
    assert (folder / SOURCE).read_text() == edited and points_in_gradebook(folder)["row-softmax"] == 5


def test_force_releases_the_lesson_as_it_comes_and_keeps_the_edited_one_where_no_learner_gets_it(run, folder):
    edited = edit(folder / SOURCE, five_points)
    done = release(run, folder, "--force")
    assert done.returncode == 0, done.stderr
    (kept,) = (folder / "backups").iterdir()
    assert f"backups/{kept.name}" in done.stdout and kept.read_text() == edited
    assert points_in_gradebook(folder)["row-softmax"] == 3
    assert [path.name for path in (folder / "release" / LESSON).iterdir()] == [f"{LESSON}.ipynb"]


def test_a_class_of_an_earlier_version_has_no_note_of_what_we_wrote_and_is_asked_too(run, folder):
    edited = edit(folder / SOURCE, five_points)
    shutil.rmtree(folder / WRITTEN.parent)
    done = release(run, folder)
    assert done.returncode == 2 and "row-softmax: points 3 → 5" in done.stdout
    assert (folder / SOURCE).read_text() == edited


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff", b'{"cells": 3, "nbformat": 4, "nbformat_minor": 5}'])
def test_a_source_that_is_no_notebook_is_refused_by_name(run, folder, content):
    (folder / SOURCE).write_bytes(content)
    done = release(run, folder)
    assert done.returncode == 2 and str(SOURCE) in done.stderr and len(done.stderr.strip().splitlines()) == 1
    assert (folder / SOURCE).read_bytes() == content
