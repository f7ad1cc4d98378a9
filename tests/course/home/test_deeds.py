"""The buttons of the home page: what they say they would do, and what they do, by way of a real server."""
import json
import shutil

import pytest
from home_server import Visitor, served

from course import state
from course.work.folder import copy_lessons, shipped_lessons

LESSON, QUESTION = "01_first_computation", "row-softmax"
MINE = "def row_softmax(scores):\n    return scores.softmax(dim=1)"


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A work folder and its visitor; each test gets the folder anew."""
    work = tmp_path_factory.mktemp("deeds") / "work"
    work.mkdir()
    with served(work) as address:
        visitor = Visitor(address)
        visitor.log_in()
        yield work, visitor


@pytest.fixture
def work(place):
    """A learner's folder in which one question is answered and right."""
    work, _ = place
    for path in work.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    copy_lessons(shipped_lessons(), work)
    write(work, QUESTION, MINE)
    state.update("progress", lambda kept: kept | {QUESTION: "passed", "broadcast": "passed"}, work)
    return work


@pytest.fixture
def visitor(place):
    return place[1]


def answer_cell(notebook: dict, question: str) -> dict:
    return next(cell for cell in notebook["cells"]
                if cell["metadata"].get("nbgrader", {}).get("grade_id") == f"{question}-answer")


def read(work, lesson: str = LESSON) -> dict:
    return json.loads((work / f"{lesson}.ipynb").read_text(encoding="utf-8"))


def answer(work, question: str) -> str:
    return "".join(answer_cell(read(work), question)["source"])


def write(work, question: str, source: str) -> None:
    notebook = read(work)
    answer_cell(notebook, question)["source"] = source
    (work / f"{LESSON}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")


def everything(work) -> dict[str, bytes]:
    return {str(path.relative_to(work)): path.read_bytes() for path in work.rglob("*")
            if path.is_file() and not path.name.endswith(".lock")}


@pytest.mark.parametrize("question, said", [
    pytest.param(QUESTION, "Your answer to row-softmax goes back", id="a question"),
    pytest.param(None, "All of lesson 1 goes back", id="a lesson")])
@pytest.mark.parametrize("more", [{"preview": True}, {}, {"preview": 0}, {"preview": "false"}], ids=str)
def test_asking_first_changes_nothing(work, visitor, question, said, more):
    before = everything(work)
    status, told = visitor.post("course/reset", {"lesson": LESSON, "question": question, **more})
    assert status == 200 and told["can"] is True and told["message"].startswith(said)
    assert everything(work) == before


def test_a_question_goes_back_alone_and_what_was_there_is_kept(work, visitor):
    write(work, "gradient", "slope = 1")
    before = (work / f"{LESSON}.ipynb").read_bytes()
    status, told = visitor.post("course/reset", {"lesson": LESSON, "question": QUESTION, "preview": False})
    assert status == 200 and told["files"] == [f"{LESSON}.ipynb"]
    assert "YOUR CODE HERE" in answer(work, QUESTION) and answer(work, "gradient") == "slope = 1"
    kept = next(path for path in (work / "backups").glob("*.ipynb"))
    assert f"backups/{kept.name}" in told["message"] and kept.read_bytes() == before
    assert state.read("progress", work) == {"broadcast": "passed"}
    assert "row-softmax</code></a> <small>to do" in visitor.ask("course")[2]


def test_a_whole_lesson_goes_back(work, visitor):
    status, told = visitor.post("course/reset", {"lesson": LESSON, "question": None, "preview": False})
    assert status == 200 and "Lesson 1 is as it was handed out" in told["message"]
    assert answer(work, QUESTION) == answer_cell_of_release()
    assert state.read("progress", work) == {}


def answer_cell_of_release() -> str:
    released = json.loads(shipped_lessons()[LESSON].read_text(encoding="utf-8"))
    return "".join(answer_cell(released, QUESTION)["source"])


def test_a_damaged_lesson_gets_a_fresh_copy_and_is_kept(work, visitor):
    (work / f"{LESSON}.ipynb").write_bytes(b"\xff{")
    page = visitor.ask("course")[2]
    assert f"{LESSON}.ipynb is damaged" in page and "First PyTorch computation" in page
    for said in (LESSON, "first"):
        status, told = visitor.post("course/reset", {"lesson": said, "question": QUESTION, "preview": True})
        assert status == 409 and "Choose “All of lesson 1”" in told["message"] and "`course" not in told["message"]
    assert visitor.post("course/reset", {"lesson": LESSON, "preview": False})[0] == 200
    assert answer(work, QUESTION) == answer_cell_of_release()
    assert [path.read_bytes() for path in (work / "backups").glob("*.ipynb")] == [b"\xff{"]


def test_a_folder_in_place_of_a_lesson_is_told_with_a_way_out_that_works(work, visitor):
    path = work / f"{LESSON}.ipynb"
    path.unlink()
    path.mkdir()
    page = visitor.ask("course")[2]
    assert f"Something that isn’t a file has the name {LESSON}.ipynb. Rename it" in page
    assert "Start over” below" not in page
    assert "Rename it" in visitor.post("course/update", {"preview": True})[1]["message"]
    path.rename(work / "elsewhere")
    assert visitor.post("course/update", {"preview": False})[0] == 200 and path.is_file()


def test_where_nothing_was_done_there_is_nothing_to_start_over_with(work, visitor):
    status, told = visitor.post("course/reset", {"lesson": "02_linear_layers", "question": "f1", "preview": True})
    assert status == 200 and told["can"] is False and "nothing to start over with" in told["message"]


@pytest.mark.parametrize("asked", [
    {}, {"lesson": 3}, {"lesson": "99_none"}, {"lesson": "../../etc/passwd"}, {"lesson": ""},
    {"lesson": LESSON, "question": 7}, {"lesson": LESSON, "question": "no-such"}, {"lesson": LESSON, "question": ""}],
    ids=str)
def test_what_there_is_not_is_refused_and_nothing_changes(work, visitor, asked):
    before = everything(work)
    status, told = visitor.post("course/reset", asked | {"preview": False})
    assert status == 409 and told["message"] and "Traceback" not in str(told)
    assert everything(work) == before


def test_a_cell_that_was_deleted_is_told_and_brought_back_with_the_answer(work, visitor):
    notebook = read(work)
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["metadata"].get("nbgrader", {}).get("grade_id")
                         != QUESTION]
    (work / f"{LESSON}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    page = visitor.ask("course")[2]
    assert f"A cell of {QUESTION} is gone." in page and f'value="{LESSON}/{QUESTION}"' in page
    told = visitor.post("course/update", {"preview": True})[1]["message"]
    assert told.startswith(f"Lesson 1: A cell of {QUESTION} was gone; it comes back.") and "corrected" not in told
    assert visitor.post("course/update", {"preview": False})[1]["files"] == [f"{LESSON}.ipynb"]
    assert answer(work, QUESTION) == MINE and "is gone" not in visitor.ask("course")[2]


def test_a_renamed_lesson_is_named_and_a_fresh_copy_of_a_known_one_is_told(work, visitor):
    (work / f"{LESSON}.ipynb").rename(work / "mine.ipynb")
    page = visitor.ask("course")[2]
    assert f"This lesson is called mine.ipynb in your folder. Give it the name {LESSON}.ipynb back" in page
    assert "lab/tree/mine.ipynb" in page and f"<code>{LESSON}.ipynb</code>" in page and f'"{LESSON}/' not in page
    told = visitor.post("course/update", {"preview": True})[1]
    assert "Lesson 1 is called mine.ipynb in your folder." in told["message"] and told["can"] is False
    (work / "mine.ipynb").unlink()
    told = visitor.post("course/update", {"preview": True})[1]["message"]
    assert told.startswith("Lesson 1 comes as a fresh copy.") and "backups" not in told


def test_a_corrected_lesson_comes_in_and_brings_the_answers_along(work, visitor):
    notebook = read(work)
    notebook["cells"][0]["source"] = "# Lesson 1 · An older title"
    (work / f"{LESSON}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    (work / "06_capstone.ipynb").unlink()
    noted = state.read("lessons", work)
    old = noted[LESSON] | {next(iter(noted[LESSON])): "0" * 12}
    state.update("lessons", lambda kept: kept | {LESSON: old}, work)
    assert "There’s a newer version" in visitor.ask("course")[2]
    before = everything(work)
    status, told = visitor.post("course/update", {"preview": True})
    assert status == 200 and told["can"] and "Lesson 1 is corrected" in told["message"] and everything(work) == before
    status, told = visitor.post("course/update", {"preview": False})
    assert status == 200 and "Lesson 6 is new." in told["message"] and "kept as backups/" in told["message"]
    assert answer(work, QUESTION) == MINE and (work / "06_capstone.ipynb").is_file()
    assert visitor.post("course/update", {"preview": True})[1] == {
        "message": "All your lessons are up to date.", "can": False, "files": []}
