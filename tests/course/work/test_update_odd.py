"""Copies of which little is known, and whatever else may have been done to them: nothing the learner wrote is lost."""
import copy
import random
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


def test_a_lesson_whose_version_is_unknown_is_told_by_its_cells(work, edit, age):
    age(OLD, is_noted=False)
    edit(LESSON, both(answer("mse-mae-answer", "mse = 5"), answer(SHOWN, "layer = 'mine'"),
                      lambda cells: cells.insert(4, new_cell("mine = 8"))))
    done = one(work)
    assert done.carried == ("mse-mae",) and done.n_added == 1 and "isn't known from which version" in str(done)
    assert text_of(work / FILE, SHOWN) == "layer = 'mine'" and keys(work / FILE)[4] == "mine-1"
    assert text_of(work / FILE, AFTER) == text_of(NOTEBOOKS / FILE, AFTER) and not update(work).is_changed


def test_of_an_unknown_version_nbgraders_checksum_tells_who_wrote_an_answer(work, edit, age):
    from nbgrader.utils import compute_checksum

    def act(cells):
        for key, source in (("mse-mae-answer", "def l2(p, y): ..."), ("linear-by-hand-answer", "def line(x): ...")):
            rewrite(key, source)(cells)
            cell = nbformat.from_dict(find(cells, key) | {"source": source})
            find(cells, key)["metadata"]["nbgrader"]["checksum"] = compute_checksum(cell)
    age(act, is_noted=False)
    edit(LESSON, answer("linear-by-hand-answer", "def line(x): return 'mine'"))
    done = one(work)
    assert done.carried == ("linear-by-hand",) and len(done.conflicts) == 1
    assert text_of(work / FILE, "mse-mae-answer") == text_of(NOTEBOOKS / FILE, "mse-mae-answer")


@pytest.mark.parametrize("is_noted", [True, False])
def test_a_copy_of_todays_lesson_is_left_alone_whatever_is_known(work, edit, is_noted):
    edit(LESSON, both(answer("mse-mae-answer", "mse = 5"), answer(SHOWN, "layer = 'mine'")))
    if not is_noted:
        state.update("lessons", lambda known: {}, work)
    before = (work / FILE).read_bytes()
    assert not update(work).is_changed and (work / FILE).read_bytes() == before
    assert state.read("lessons", work)[LESSON] == notebooks.fingerprints(NOTEBOOKS / FILE)


def test_cells_without_ids_are_known_by_their_text(work, edit, age):
    age(OLD)

    def act(cells):
        answer("mse-mae-answer", "mse = 5")(cells)
        cells.insert(4, new_cell("mine = 8"))
        for cell in cells:
            del cell["id"]
    notebook = edit(LESSON, act)
    notebooks.write(work / FILE, notebook | {"nbformat_minor": 0})
    done = one(work)
    assert (done.carried, done.n_added, done.conflicts) == (("mse-mae",), 1, ())
    assert [key for key in keys(work / FILE) if not key.startswith("own-")] == keys(NOTEBOOKS / FILE)
    nbformat.validate(nbformat.read(work / FILE, 4))


def test_a_crash_before_the_version_was_noted_costs_nothing(work, edit, age):
    def with_old_question(cells):
        extra = copy.deepcopy(find(cells, "mse-mae-answer"))
        extra["id"] = extra["metadata"]["nbgrader"]["grade_id"] = "old-one-answer"
        cells.insert(10, extra)
    age(both(OLD, rewrite("mse-mae-answer", "def l2(p, y): ..."), with_old_question))
    edit(LESSON, both(answer("mse-mae-answer", "mse = 5"), answer("old-one-answer", "old = 6"),
                      lambda cells: cells.insert(4, new_cell("mine = 8"))))
    before = state.read("lessons", work)
    update(work)
    edit(LESSON, answer(AFTER, "A note of my own in the new text."))
    after = (work / FILE).read_bytes()
    state.update("lessons", lambda _: before, work)
    assert not update(work).is_changed and (work / FILE).read_bytes() == after


@pytest.mark.parametrize("seed", range(12))
def test_whatever_was_done_to_whatever_version_nothing_the_learner_wrote_is_lost(work, edit, age, seed):
    chance, lesson = random.Random(seed), chance_of_lesson(seed)
    file, is_noted = f"{lesson}.ipynb", seed % 3 > 0

    def older(cells):
        kept = [cell for cell in cells if chance.random() > 0.1 or notebooks.marks_of(cell)]
        for i, cell in enumerate(kept):
            if chance.random() < 0.2:
                cell["source"] = [f"older {i}"]
                cell["id"] = cell["id"] if notebooks.marks_of(cell) else f"cell-{i:012x}"
        return kept

    def mine(cells):
        for i, cell in enumerate(list(cells)):
            if chance.random() < 0.3 and not (notebooks.marks_of(cell) and not notebooks.is_answer(cell)):
                cell["source"] = [f"mine {i}"]
            if chance.random() < 0.1:
                cells.insert(cells.index(cell), new_cell(f"mine too {i}", f"m-{i}"))
            if chance.random() < 0.1:
                cells.remove(cell)
    age(older, lesson, is_noted)
    before = edit(lesson, mine)["cells"]
    done = next(each for each in update(work).lessons if each.name == lesson)
    after = notebooks.read(work / file)["cells"]
    texts = {notebooks.source_of(cell) for cell in after}
    told = " ".join(conflict.text for conflict in done.conflicts)
    for cell in before:
        text = notebooks.source_of(cell)
        if text.startswith("mine"):
            assert text in texts or text in told and text in (work / done.backup).read_text()
    ids = [cell["id"] for cell in after]
    assert len(ids) == len(set(ids)) and not (is_noted and any(text.startswith("older") for text in texts))
    nbformat.validate(nbformat.read(work / file, 4))
    assert not update(work).is_changed


def chance_of_lesson(seed):
    return sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))[seed % 6]
