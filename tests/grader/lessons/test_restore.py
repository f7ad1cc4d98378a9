"""Reading and restoring what was handed in, on small notebooks that are wrong in one way each."""
import json
from copy import deepcopy
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell

from grader.classroom.submissions import Submission, find_submissions, read_bytes, read_files
from grader.errors import Refused
from grader.lessons.hand_in import parse_notebook
from grader.lessons.restore import restore
from grader.lessons.text import read_lesson, released, role_of

TEXT = '''# %% role="setup"
from course import check
# %%
print("shown")
# %% answer="fraud"
### BEGIN SOLUTION
ship_it, missed_share = False, 0.88
### END SOLUTION
# %% check="fraud" points=2
check("fraud", ship_it, missed_share)
# %% [markdown] answer="fraud-why" points=1
# ### BEGIN SOLUTION
# Because.
# ### END SOLUTION
'''


@pytest.fixture(scope="module")
def release(tmp_path_factory) -> nbformat.NotebookNode:
    path = tmp_path_factory.mktemp("lesson") / "01_topic.py"
    path.write_text(TEXT)
    return released(read_lesson(path))


def hand_in(release, edit) -> nbformat.NotebookNode:
    """Restore the released lesson after an edit of its cells, by way of the bytes of a file."""
    notebook = json.loads(nbformat.writes(release))
    edit(notebook["cells"])
    return restore(parse_notebook(json.dumps(notebook).encode(), "01_topic.ipynb"), release)


def checks(notebook) -> list[str]:
    return [cell.source for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("locked")]


def answer(cells, source: str) -> None:
    cells[2]["source"] = source


def swap_ids(cells) -> None:
    cells[3]["metadata"]["nbgrader"]["grade_id"] = "other"


def drop_all_marks(cells) -> None:
    for cell in cells:
        cell["metadata"], cell["id"] = {}, "x" + cell["id"]


EDITS = {
    "nothing": lambda cells: None,
    "copied-check": lambda cells: cells.append(deepcopy(cells[3])),
    "copied-answer": lambda cells: cells.insert(0, deepcopy(cells[2])),
    "deleted-check": lambda cells: cells.pop(3),
    "deleted-all": lambda cells: cells.clear(),
    "edited-check": lambda cells: cells[3].update(source="2.0"),
    "retyped-check": lambda cells: cells[3].update(cell_type="markdown"),
    "tagged": lambda cells: cells[3]["metadata"].update(tags=["skip-execution"]),
    "points-edited": lambda cells: cells[3]["metadata"]["nbgrader"].update(points=1000),
    "unlocked": lambda cells: cells[3]["metadata"]["nbgrader"].update(locked=False, grade=False),
    "id-edited": swap_ids,
    "marks-lost": drop_all_marks,
    "metadata-of-another-type": lambda cells: cells[3]["metadata"].update(nbgrader="no"),
    "reordered": lambda cells: cells.reverse(),
    "source-as-lines": lambda cells: cells[2].update(source=["a = 1\n", "b = 2"]),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_every_check_is_there_once_as_it_was_released(release, edit):
    restored = hand_in(release, edit)
    assert checks(restored) == checks(release)
    check = next(cell for cell in restored.cells if cell.id == "fraud")
    assert check.metadata == release.cells[3].metadata and check.cell_type == "code"
    assert sum(cell.id == "fraud-why" for cell in restored.cells) == 1
    nbformat.validate(restored)


def test_the_copy_that_the_learner_worked_on_counts(release):
    def paste_and_work(cells):
        cells.insert(3, deepcopy(cells[2]))
        answer(cells, "ship_it = 1")
    restored = hand_in(release, paste_and_work)
    assert next(cell.source for cell in restored.cells if cell.id == "fraud-answer") == "ship_it = 1"


def test_a_missing_check_comes_back_behind_its_answer(release):
    ids = [cell.id for cell in hand_in(release, lambda cells: cells.pop(3)).cells]
    assert ids.index("fraud") == ids.index("fraud-answer") + 1


def test_an_unchanged_demonstration_is_skipped_and_a_changed_one_is_run(release):
    def shown(notebook):
        return next(cell for cell in notebook.cells if "shown" in cell.source)
    assert role_of(shown(hand_in(release, EDITS["nothing"]))) == "show"
    assert role_of(shown(hand_in(release, lambda cells: cells[1].update(source="print('shown', 1)")))) == ""


def test_a_cell_of_the_learners_is_run_and_carries_nothing_over(release):
    own = new_code_cell("x = 1", metadata={"tags": ["skip-execution"], "grader": {"role": "show"}})
    cell = hand_in(release, lambda cells: cells.append(own)).cells[-1]
    assert role_of(cell) == "" and cell.metadata == {}


def test_outputs_that_were_handed_in_are_dropped(release):
    output = {"output_type": "execute_result", "data": {"text/plain": "2.0"}, "metadata": {}, "execution_count": 1}
    restored = hand_in(release, lambda cells: cells[3].update(outputs=[output]))
    assert all(cell.get("outputs", []) == [] for cell in restored.cells)


def test_an_old_format_is_read(release):
    old = nbformat.convert(deepcopy(release), 3)
    assert checks(restore(parse_notebook(nbformat.writes(old, version=3).encode(), "old"), release)) == checks(release)


@pytest.mark.parametrize("raw", [
    pytest.param(b"", id="empty"), pytest.param(b"  \n", id="blank"), pytest.param(b"{", id="truncated"),
    pytest.param("{\"cells\": [\"ä\"]}".encode("latin-1"), id="not-utf-8"), pytest.param(b"[1]", id="a-list"),
    pytest.param(b"{}", id="no-cells"), pytest.param(b'{"cells": 3, "nbformat": 4}', id="cells-a-number"),
    pytest.param(b'{"cells": [3], "nbformat": 4, "nbformat_minor": 5, "metadata": {}}', id="cell-a-number"),
    pytest.param(b'{"cells": [], "nbformat": 99}', id="format-of-the-future"), pytest.param(b"[" * 200_000, id="deep"),
    pytest.param(b"PK\x03\x04zip", id="an-archive"),
    pytest.param(b'{"cells": [{"cell_type": "code"}], "nbformat": 4}', id="no-source"),
])
def test_what_is_no_notebook_is_refused_in_one_line(raw):
    with pytest.raises(Refused, match="^hw.ipynb: expected ") as refusal:
        parse_notebook(raw, "hw.ipynb")
    assert "\n" not in str(refusal.value) and len(str(refusal.value)) < 300


def test_a_file_that_is_too_large_is_refused_unread(tmp_path):
    path = tmp_path / "big.ipynb"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(Refused, match="at most 20 MB, got 200 MB"):
        read_bytes(path)


def test_a_link_is_refused(tmp_path):
    (tmp_path / "l.ipynb").symlink_to("/etc/passwd")
    with pytest.raises(Refused, match="got a link"):
        read_bytes(tmp_path / "l.ipynb")


@pytest.mark.parametrize(("names", "found"), [
    (["01_topic.ipynb"], "01_topic.ipynb"), (["01_topic (1).ipynb"], "01_topic (1).ipynb"),
    (["01_topic.ipynb", "draft.ipynb"], "01_topic.ipynb"), ([], "got none"),
    (["a.ipynb", "b.ipynb"], "got a.ipynb, b.ipynb"),
])
def test_which_notebook_counts(tmp_path: Path, names, found):
    folder = tmp_path / "01_topic"
    folder.mkdir()
    for name in names:
        (folder / name).touch()
    submission = Submission("ada", "01_topic", folder)
    if found.startswith("got"):
        with pytest.raises(Refused, match=found):
            submission.paths(["01_topic"])
    else:
        assert submission.paths(["01_topic"])["01_topic"].name == found


def test_a_notebook_without_its_lessons_folder_is_refused_by_name(tmp_path):
    for path in ("ada/01_topic/01_topic.ipynb", "bob/01_topic.ipynb", "eve/02_other.ipynb"):
        (tmp_path / "submitted" / path).parent.mkdir(parents=True)
        (tmp_path / "submitted" / path).touch()
    ada, bob = find_submissions(tmp_path, "01_topic")
    assert ada.paths(["01_topic"])["01_topic"].parent.name == "01_topic"
    with pytest.raises(Refused, match="expected submitted/bob/01_topic/01_topic.ipynb, got it in submitted/bob."):
        bob.paths(["01_topic"])


def test_of_several_notebooks_those_that_are_there_count(tmp_path):
    folder = tmp_path / "ps1"
    folder.mkdir()
    (folder / "problem2.ipynb").touch()
    assert list(Submission("ada", "ps1", folder).paths(["problem1", "problem2"])) == ["problem2"]
    (folder / "problem2.ipynb").rename(folder / "other.ipynb")
    with pytest.raises(Refused, match="expected the notebook problem1.ipynb, problem2.ipynb, got other.ipynb"):
        Submission("ada", "ps1", folder).paths(["problem1", "problem2"])


def test_files_beside_the_notebook_come_along_but_no_links_or_hidden_ones(tmp_path):
    (tmp_path / "data").mkdir()
    for name in ("data/a.csv", ".hidden", "b.ipynb", "timestamp.txt", "c.txt"):
        (tmp_path / name).write_text(name)
    (tmp_path / "link.txt").symlink_to("/etc/passwd")
    (tmp_path / "folder").symlink_to("/etc")
    assert read_files(tmp_path) == {"c.txt": b"c.txt", "data/a.csv": b"data/a.csv"}


def test_half_of_a_character_pair_can_be_written_to_a_file(release):
    restored = hand_in(release, lambda cells: answer(cells, "x = '\ud800'"))
    nbformat.writes(restored).encode()
