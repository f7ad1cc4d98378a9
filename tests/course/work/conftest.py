"""A work folder with copies of the real lessons, and a way to do to them what learners do."""
from pathlib import Path

import pytest

from course import state
from course.work import folder as folders
from course.work import notebooks

NOTEBOOKS = Path(__file__).parents[3] / "notebooks"


@pytest.fixture
def work(tmp_path, monkeypatch):
    """Return a new work folder, in which this process is."""
    for name in ("NBGRADER_EXECUTION", "COURSE_GRADING_SEED"):
        monkeypatch.delenv(name, raising=False)
    folders.copy_lessons(folders.lessons_in(NOTEBOOKS), tmp_path / "work")
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "work"


@pytest.fixture
def edit(work):
    """Return a function that changes a notebook as a function of its cells says."""
    def change(lesson, act, folder=work):
        path = folder / f"{lesson}.ipynb"
        notebook = notebooks.read(path)
        notebook["cells"] = act(notebook["cells"]) or notebook["cells"]
        notebooks.write(path, notebook)
        return notebook
    return change


@pytest.fixture
def age(work, edit):
    """Return a function that makes a copy one of an older version, which the course noted when it made the copy."""
    def make_older(act, lesson="02_linear_layers", is_noted=True):
        notebook = edit(lesson, act)
        versions = {lesson: notebooks.fingerprints(notebook)} if is_noted else {}
        state.update("lessons", lambda known: {name: known[name] for name in known if name != lesson} | versions, work)
    return make_older
