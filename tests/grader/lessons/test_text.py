"""Percent text to notebook and learner's copy."""
from pathlib import Path

import nbformat
import pytest
from nbgrader.nbgraderformat import MetadataValidator

from grader.lessons.text import LessonError, clear_answer, dump, read_lesson, released, without_proofs

TEXT = '''# %% [markdown]
# # A lesson
# %% role="setup"
from course import check
# %%
print("shown")
# %% answer="fraud"
### BEGIN SOLUTION
ship_it = False
missed_share = 0.88
### END SOLUTION
# %% check="fraud" points=2
check("fraud", ship_it, missed_share)
# %% [markdown] answer="fraud-why" points=1
# ### BEGIN SOLUTION
# Because.
# ### END SOLUTION
'''


def write(folder: Path, text: str = TEXT, name: str = "01_topic.py") -> Path:
    path = folder / name
    path.write_text(text)
    return path


def test_roles_ids_and_points_come_from_the_markers(tmp_path):
    cells = {cell.id: cell for cell in read_lesson(write(tmp_path)).cells if "grader" in cell.metadata}
    roles = [cell.metadata.grader.role for cell in cells.values()]
    assert roles == ["setup", "show", "answer", "check", "manual"]
    assert cells["fraud"].metadata.nbgrader.points == 2
    assert cells["fraud"].source == 'check("fraud", ship_it, missed_share, points=2)'
    assert not cells["fraud-answer"].metadata.nbgrader.grade and cells["fraud-why"].metadata.nbgrader.grade


def test_the_learners_copy_has_no_answers_and_is_what_nbgrader_accepts(tmp_path):
    copy = released(read_lesson(write(tmp_path)))
    text = dump(copy)
    assert "0.88" not in text and "Because" not in text and "SOLUTION" not in text
    assert "missed_share = ..." in text and "Write your answer here" in text
    nbformat.validate(copy)
    MetadataValidator().validate_nb(copy)


def test_a_rebuild_is_the_same_to_the_byte(tmp_path):
    path = write(tmp_path)
    assert dump(released(read_lesson(path))) == dump(released(read_lesson(path)))


def test_an_unchanged_cell_keeps_its_id_when_another_comes_before_it(tmp_path):
    before = read_lesson(write(tmp_path)).cells[2].id
    more = TEXT.replace('# %% role="setup"', '# %% [markdown]\n# More words.\n# %% role="setup"')
    assert read_lesson(write(tmp_path, more)).cells[3].id == before


@pytest.mark.parametrize(("source", "stub"), [
    pytest.param("### BEGIN SOLUTION\na = b = 1\n### END SOLUTION", "a = ...\nb = ...", id="chained"),
    pytest.param("### BEGIN SOLUTION\na, b = 1, 2\n### END SOLUTION", "a = ...\nb = ...", id="tuple"),
    pytest.param("def f(x):\n    ### BEGIN SOLUTION\n    y = x\n    ### END SOLUTION",
                 "def f(x):\n    raise NotImplementedError  # YOUR CODE HERE", id="body"),
    pytest.param("### BEGIN SOLUTION\nimport os\n### END SOLUTION",
                 "raise NotImplementedError  # YOUR CODE HERE", id="statement"),
])
def test_what_a_learner_starts_from(source, stub):
    assert clear_answer(source) == stub


@pytest.mark.parametrize(("old", "new", "line", "said"), [
    pytest.param("### END SOLUTION\n# %% check", "# %% check", 7, "without the", id="open-mark"),
    pytest.param('answer="fraud"', 'answr="fraud"', 7, "answr", id="unknown-marker"),
    pytest.param('check="fraud" points=2', 'check="fraud"', 12, "points", id="no-points"),
    pytest.param('check="fraud" points=2', 'check="fraud" points=-1', 12, "points=-1", id="negative-points"),
    pytest.param('check("fraud", ship_it', 'check("frau", ship_it', 12, "the one call", id="another-id"),
    pytest.param('check("fraud", ship_it', 'x = 1\ncheck("fraud", ship_it', 12, "the one call", id="two-statements"),
    pytest.param('answer="fraud-why"', 'answer="fraud"', 14, "again", id="id-twice"),
    pytest.param('role="setup"', 'role="stage"', 3, "stage", id="unknown-role"),
    pytest.param('answer="fraud"', 'answer="Fraud!"', 7, "lower-case", id="bad-id"),
])
def test_a_fault_of_the_author_is_named_with_file_and_line(tmp_path, old, new, line, said):
    path = write(tmp_path, TEXT.replace(old, new))
    with pytest.raises(LessonError, match=f"^01_topic.py:{line}: expected .*{said}") as error:
        released(read_lesson(path))
    assert "\n" not in str(error.value)


def test_proofs_and_folds_are_told_by_the_text(tmp_path):
    text = TEXT + ('# %% role="proof"\nassert ship_it is False\n# %% role="program"\nprint("whole")\n'
                   "# %% [markdown]\n# ## Going deeper: why\n")
    lesson = read_lesson(write(tmp_path, text))
    copy = released(lesson)
    assert "assert ship_it" in dump(lesson)
    assert "assert ship_it" not in dump(without_proofs(lesson)) + dump(copy)
    assert copy.cells[-2].metadata.grader == {"role": "show", "program": True}
    assert copy.cells[-1].metadata == {"jp-MarkdownHeadingCollapsed": True}
    nbformat.validate(copy)
