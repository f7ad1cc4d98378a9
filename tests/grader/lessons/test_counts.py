"""What is counted in a learner's copy."""
import pytest

from grader.lessons.copies import find_lessons
from grader.lessons.counts import Counts, count_lesson
from grader.lessons.text import read_lesson, released

LESSON = '''# %% [markdown]
# # A lesson
# {words}
# %% role="setup"
from course import check
# %%
predict("id", ["a", "b"])
# %%
for name in "ab":
    print(f"{{name:>3}}")
# %%
check.undo
pass
# %%
play.loss_map()
# %% role="program"
{program}
# %% [markdown]
# ### Question `fraud`
# *about 4 minutes · easy · 2 points*
# %% answer="fraud"
### BEGIN SOLUTION
ship_it = False
### END SOLUTION
# %% check="fraud" points=2
check("fraud", ship_it)
# %% role="proof"
assert not ship_it
# %% [markdown]
# ## Going deeper: why
# {words}
# %%
assert True
# %% [markdown]
# ## Recap
# {words}
'''


def count(folder, text: str) -> Counts:
    path = folder / "01_topic.py"
    path.write_text(text)
    return count_lesson(released(read_lesson(path)))


def test_everything_on_the_way_takes_its_time_and_what_goes_deeper_none(tmp_path):
    counts = count(tmp_path, LESSON.format(words="word " * 900, program="\n".join(["print(1)"] * 20)))
    assert counts == Counts(minutes=2 * 5 + 6 + 4, assertions=1, silent=2, long=0, printed_tables=1, predictions=1,
                            movable=1, programs=1)


def test_a_prediction_counts_where_a_learners_function_has_its_name(tmp_path):
    cells = '# %%\npredict("id", ["a", "b"])\n# %%\npredictions.predict("id", ["a", "b"])\n# %%\nmodel.predict(1)\n'
    assert count(tmp_path, cells).predictions == 2


def test_a_cell_may_have_twelve_lines(tmp_path):
    lines = "# %%\n" + "x = 1\n" * 12
    assert count(tmp_path, lines).long == 0 and count(tmp_path, lines + "x = 1\n").long == 1


@pytest.mark.parametrize("lesson", find_lessons())
def test_no_assertion_of_ours_and_no_cell_without_a_purpose_stands_in_the_learners_way(lesson):
    counts = count_lesson(released(read_lesson(find_lessons()[lesson])))
    assert (counts.assertions, counts.silent) == (0, 0)
