"""A corrected lesson gets what the learner did to the copy of an older one; what doesn't fit is kept and told."""
import copy
import json
from pathlib import Path

import nbformat
import pytest
from own_copies import answer, both, find, new_cell, rewrite, text_of

from course import state
from course.work import notebooks
from course.work.update import update

NOTEBOOKS = Path(__file__).parents[3] / "notebooks"
LESSON = "02_linear_layers"
FILE = f"{LESSON}.ipynb"
SHOWN, AFTER = "cell-79b09e1640af", "cell-0080823a046a"  # a demonstration cell, and the text after it


OLD = rewrite(AFTER, "An older text.", "cell-000000000001")


def one(work, **more):
    return next(lesson for lesson in update(work, **more).lessons if lesson.name == LESSON)


def keys(path):
    return [notebooks.key_of(cell) for cell in notebooks.read(path)["cells"]]


def test_where_nothing_is_newer_nothing_is_done(work, edit):
    edit(LESSON, both(answer("mse-mae-answer", "mse = 5"), lambda cells: [*cells, new_cell("mine = 8")]))
    before = (work / FILE).read_bytes(), (work / ".course.json").read_bytes()
    done = update(work)
    assert not done.is_changed and str(done) == "Your lessons are up to date. Nothing was changed."
    assert ((work / FILE).read_bytes(), (work / ".course.json").read_bytes()) == before
    assert not (work / "backups").exists()


@pytest.mark.parametrize(("gone", "left"), [("mse-mae", "mse = 5"), ("mse-mae-answer", None)])
def test_a_cell_that_was_deleted_by_mistake_comes_back_and_nothing_else_changes(work, edit, gone, left):
    edit(LESSON, both(answer("mse-mae-answer", "mse = 5"), answer("f1-answer", "f1 = 6"),
                      lambda cells: [*cells, new_cell("mine = 8")],
                      lambda cells: [cell for cell in cells if notebooks.key_of(cell) not in (gone, SHOWN)]))
    before = (work / FILE).read_bytes()
    assert one(work, dry_run=True).restored == ("mse-mae",) and (work / FILE).read_bytes() == before
    done = one(work)
    assert (done.outcome, done.restored, done.is_corrected) == ("updated", ("mse-mae",), False)
    assert "A cell was gone and is back as it was handed out: mse-mae." in str(done)
    assert keys(work / FILE) == [key for key in keys(NOTEBOOKS / FILE) if key != SHOWN] + ["mine-1"]
    assert text_of(work / FILE, "mse-mae-answer") == (left or text_of(NOTEBOOKS / FILE, "mse-mae-answer"))
    assert text_of(work / FILE, "f1-answer") == "f1 = 6" and (work / done.backup).read_bytes() == before
    assert not update(work).is_changed


def test_a_renamed_lesson_is_named_and_one_that_is_lost_is_told_to_count_still(work):
    (work / FILE).rename(work / "mine.ipynb")
    done = one(work)
    assert done.outcome == "trouble" and "It's called mine.ipynb in your folder." in str(done)
    assert not (work / FILE).exists()
    (work / "mine.ipynb").unlink()
    assert one(work, dry_run=True).notes == ()
    state.update("progress", lambda known: known | {"mse-mae": "passed"}, work)
    assert "your answers aren't in this copy" in str(one(work)) and (work / FILE).is_file()


def test_answers_and_outputs_come_along_with_the_new_text(work, edit, age):
    age(OLD)
    edit(LESSON, both(answer("mse-mae-answer", "mse = 5"), answer("linear-by-hand-answer", "linear = 6"),
                      answer(SHOWN, text_of(NOTEBOOKS / FILE, SHOWN))))
    before = (work / FILE).read_bytes()
    done = one(work)
    assert done.outcome == "updated" and done.carried == ("linear-by-hand", "mse-mae") and done.conflicts == ()
    assert keys(work / FILE) == keys(NOTEBOOKS / FILE)
    assert text_of(work / FILE, AFTER) == text_of(NOTEBOOKS / FILE, AFTER)
    assert text_of(work / FILE, "mse-mae-answer") == "mse = 5"
    cells = notebooks.read(work / FILE)["cells"]
    assert find(cells, SHOWN)["outputs"] and find(cells, "mse-mae-answer")["outputs"]
    assert (work / done.backup).read_bytes() == before and done.backup.startswith(f"backups/{LESSON}-")
    nbformat.validate(nbformat.read(work / FILE, 4))


def test_a_second_time_changes_nothing(work, edit, age):
    age(both(OLD, rewrite("mse-mae-answer", "def mse(a): ...")))
    edit(LESSON, both(answer("mse-mae-answer", "mse = 5"), lambda cells: cells.insert(4, new_cell("mine = 8"))))
    update(work)
    after = (work / FILE).read_bytes()
    assert not update(work).is_changed and (work / FILE).read_bytes() == after
    assert len(list((work / "backups").iterdir())) == 1


def test_a_dry_run_says_the_same_and_changes_nothing(work, edit, age):
    age(OLD)
    edit(LESSON, answer("mse-mae-answer", "mse = 5"))
    before = (work / FILE).read_bytes(), (work / ".course.json").read_bytes()
    planned = one(work, dry_run=True)
    assert ((work / FILE).read_bytes(), (work / ".course.json").read_bytes()) == before
    assert not (work / "backups").exists() and "This would be done" in str(update(work, dry_run=True))
    done = one(work)
    assert planned.as_dict() | {"backup": done.backup} == done.as_dict() and json.dumps(done.as_dict())


def test_cells_of_the_learners_own_stay_after_the_cells_that_they_followed(work, edit, age):
    age(OLD)

    def act(cells):
        place = cells.index(find(cells, "cell-000000000001"))
        cells[place + 1:place + 1] = [new_cell("one = 1", "mine-1"), new_cell("two", "mine-2", "markdown")]
        cells.insert(0, new_cell("zero = 0", "mine-0"))
        place = cells.index(find(cells, "mse-mae-answer"))
        cells.insert(place + 1, find(cells, "mse-mae-answer") | {"id": "copy", "source": ["copied = 3"]})
    edit(LESSON, act)
    done, order = one(work), keys(work / FILE)
    assert done.n_added == 4 and order[0] == "mine-0"
    assert order[order.index(AFTER):][:3] == [AFTER, "mine-1", "mine-2"]  # the text that they followed was corrected
    assert order[order.index("mse-mae-answer"):][:3] == ["mse-mae-answer", "copy", "mse-mae"]
    assert "nbgrader" not in find(notebooks.read(work / FILE)["cells"], "copy")["metadata"]


def test_a_demonstration_that_the_learner_changed_stays_unless_the_course_corrected_it(work, edit, age):
    age(both(OLD, rewrite(SHOWN, "layer = nn.Linear(3, 3)", "cell-000000000002")))
    edit(LESSON, both(answer("cell-000000000002", "layer = 'mine'"), answer("cell-206589e4299d", "x = 'mine'")))
    done = one(work)
    (conflict,) = done.conflicts
    assert conflict.cell == "cell-000000000002" and "layer = 'mine'" in conflict.text and conflict.text in str(done)
    assert text_of(work / FILE, SHOWN) == text_of(NOTEBOOKS / FILE, SHOWN)
    assert find(notebooks.read(work / FILE)["cells"], SHOWN)["outputs"] == []
    assert text_of(work / FILE, "cell-206589e4299d") == "x = 'mine'"
    assert text_of(work / done.backup, "cell-000000000002") == "layer = 'mine'"


def test_a_demonstration_that_the_learner_deleted_stays_deleted_and_a_question_comes_back(work, edit, age):
    age(OLD)
    gone = {SHOWN, "mse-mae-answer", "mse-mae"}
    edit(LESSON, lambda cells: [cell for cell in cells if notebooks.key_of(cell) not in gone])
    one(work)
    assert keys(work / FILE) == [key for key in keys(NOTEBOOKS / FILE) if key != SHOWN]


def test_an_answer_to_a_question_that_is_gone_is_kept_at_the_end(work, edit, age):
    def act(cells):
        extra = copy.deepcopy([find(cells, key) for key in ("mse-mae-answer", "mse-mae")])
        for cell in extra:
            cell["id"] = cell["metadata"]["nbgrader"]["grade_id"] = cell["id"].replace("mse-mae", "old-one")
        cells[10:10] = extra
    age(act)
    edit(LESSON, answer("old-one-answer", "old = 'mine'"))
    done = one(work)
    (conflict,) = done.conflicts
    assert conflict.question == "old-one" and "at its end" in conflict.text
    *_, heading, kept = notebooks.read(work / FILE)["cells"]
    assert "no longer has a place for" in notebooks.source_of(heading) and heading["cell_type"] == "markdown"
    assert notebooks.source_of(kept) == "old = 'mine'" and "nbgrader" not in kept["metadata"]
    assert keys(work / FILE)[:-2] == keys(NOTEBOOKS / FILE)
    after = (work / FILE).read_bytes()
    state.update("lessons", lambda known: {}, work)  # not even without knowing the version
    assert not update(work).is_changed and (work / FILE).read_bytes() == after


def test_an_unanswered_question_that_is_gone_leaves_nothing(work, age):
    def act(cells):
        extra = copy.deepcopy(find(cells, "mse-mae-answer"))
        extra["id"] = extra["metadata"]["nbgrader"]["grade_id"] = "old-one-answer"
        cells.insert(10, extra)
    age(act)
    assert one(work).conflicts == () and keys(work / FILE) == keys(NOTEBOOKS / FILE)


@pytest.mark.parametrize(("stub", "mine", "words"), [
    pytest.param("def mse(a, b): ...\ndef mae(a, b): ...", "def mse(a, b): return 1\ndef mae(a, b): return 2",
                 "It now asks for `mse(p, y)`, and yours is `mse(a, b)`.", id="arguments"),
    pytest.param("def l2(p, y): ...", "def l2(p, y): return 1", "It now asks for `mse(p, y)`, which yours doesn't",
                 id="name"),
    pytest.param("def mse(p, y): '''Older.'''\ndef mae(p, y): ...", "def mse(p, y): return 1\nmae = abs", "",
                 id="words_alone"),
    pytest.param("def l2(p, y): ...", "def mse(p, y): return (", "can't be read by Python", id="no_python"),
])
def test_an_answer_to_a_question_that_changed_comes_along_and_is_listed(work, edit, age, stub, mine, words):
    age(rewrite("mse-mae-answer", stub))
    edit(LESSON, both(answer("mse-mae-answer", mine), answer("mse-mae", text_of(NOTEBOOKS / FILE, "mse-mae"))))
    done = one(work)
    assert text_of(work / FILE, "mse-mae-answer") == mine and done.carried == ("mse-mae",)
    assert [words in conflict.text for conflict in done.conflicts] == [True] * bool(words)
    cells = notebooks.read(work / FILE)["cells"]  # what came of the older question isn't true any more
    assert find(cells, "mse-mae-answer")["outputs"] == find(cells, "mse-mae")["outputs"] == []


def test_where_a_stub_was_left_as_it_was_the_new_one_stands(work, age):
    age(rewrite("mse-mae-answer", "def l2(p, y): ..."))
    assert one(work).carried == () and (work / FILE).read_bytes() == (NOTEBOOKS / FILE).read_bytes()


def test_points_that_changed_are_taken_over_too(work, edit, age):
    age(lambda cells: find(cells, "mse-mae")["metadata"]["nbgrader"].update(points=9.0))
    edit(LESSON, answer("mse-mae-answer", "mse = 5"))
    assert one(work).outcome == "updated"
    assert find(notebooks.read(work / FILE)["cells"], "mse-mae")["metadata"]["nbgrader"]["points"] == 3.0


def test_what_was_written_into_a_working_cell_that_changed_is_kept_at_the_end(work, edit, age):
    lesson, name = "06_capstone", "cell-83489c1fcc0f"
    age(rewrite(name, "def cleaned(x, y):\n    # YOUR CODE HERE", "cell-000000000003"), lesson)
    edit(lesson, both(answer("cell-000000000003", "def cleaned(x, y): mine"),
                      answer("cell-41d68c1cece6", "f = 'mine'")))
    done = update(work).lessons[-1]
    cells = notebooks.read(work / f"{lesson}.ipynb")["cells"]
    assert notebooks.source_of(cells[-1]) == "def cleaned(x, y): mine" and len(done.conflicts) == 1
    assert notebooks.source_of(find(cells, "cell-41d68c1cece6")) == "f = 'mine'"


def test_a_new_lesson_is_copied_and_a_damaged_one_left_as_it_is(work):
    (work / FILE).write_text("{")
    (work / "05_metrics.ipynb").unlink()
    done = update(work)
    assert {lesson.name: lesson.outcome for lesson in done.lessons if lesson.outcome != "unchanged"} == {
        LESSON: "trouble", "05_metrics": "new"}
    assert (work / FILE).read_text() == "{" and "`course reset 02_linear_layers` gives you a fresh copy" in str(done)
    assert (work / "05_metrics.ipynb").read_bytes() == (NOTEBOOKS / "05_metrics.ipynb").read_bytes()
