"""What `policies.toml` says, at the edges; and what of it reaches marks, gradebook and nbgrader's own commands."""
from __future__ import annotations

from pathlib import Path

import pytest
from ordinary_course import position
from own_class import LESSON, answer, graded, hand_in, make_class

from grader.classroom.gradebook import open_gradebook
from grader.classroom.results import read_all_results
from grader.errors import WrongCall
from grader.exchange.unknown import find_unknown
from grader.policies.policy import Policies, read_policies
from grader.policies.totals import Score, term_total

HOUR, DAY = 3600, 86400
LATE = '[late]\ngrace = "15 min"\npenalty = "10% per day"\ncap = "50%"\n'


def write(folder: Path, text: str) -> Policies:
    (folder / "policies.toml").write_text(text)
    return read_policies(folder)


@pytest.mark.parametrize(("late_s", "points"), [
    (0, 0), (1, 0), (15 * 60, 0), (15 * 60 + 1, 2), (DAY, 2), (DAY + 1, 4), (5 * DAY, 10), (5 * DAY + 1, 10),
    (400 * DAY, 10)])
def test_a_penalty_at_its_edges(tmp_path, late_s, points):
    assert write(tmp_path, LATE).penalty(20, late_s) == pytest.approx(points)


@pytest.mark.parametrize(("penalty", "points"), [("20%", 4), ("100%", 20), ("1% per hour", 5), ("0%", 0),
                                                 ("10 % a week", 2), ("2.5% per day", 1)])
def test_a_penalty_counts_once_or_for_each_time_begun(tmp_path, penalty, points):
    late = f'[late]\npenalty = "{penalty}"\n'
    assert write(tmp_path, late).penalty(20, 25 * HOUR - 1) == pytest.approx(points)


def test_without_a_word_nothing_is_taken_off(tmp_path):
    assert read_policies(tmp_path) == Policies() == write(tmp_path, "")
    assert read_policies(tmp_path).penalty(20, DAY) == 0


@pytest.mark.parametrize(("text", "named"), [
    ("[late]\ngrace = 15", "late.grace"), ('[late]\ngrace = "soon"', "late.grace"),
    ('[late]\ncap = "150%"', "late.cap"),
    ('[late]\npenalty = "1 point"', "late.penalty"), ('[late]\npenality = "10%"', "penality"), ("[lat]", "lat"),
    ('[lessons.a]\ndue = "tomorrow"', "tomorrow"), ("[lessons.a]\nweight = -1", "lessons.a.weight"),
    ("[lessons.a]\nweight = inf", "lessons.a.weight"), ('[lessons.a]\nattempts = "first"', "attempts"),
    ('[extensions.ada]\na = "a while"', "extensions.ada.a"), ("[total]\ndrop_lowest = -1", "total.drop_lowest"),
    ("[total]\ndrop_lowest = 0.5", "drop_lowest"), ("late", "Correct that line"),
    ("[late]\n[late]", "Correct that line")])
def test_what_is_not_understood_is_named(tmp_path, text, named):
    with pytest.raises(WrongCall, match=r"policies\.toml|--due") as refused:
        write(tmp_path, text)
    assert named in str(refused.value)


def test_a_lesson_or_a_learner_that_is_not_there_is_named_and_what_is_there_is_not(tmp_path):
    (tmp_path / "roster.csv").write_text("learner\nada\nbob\n")
    write(tmp_path, '[lessons.01_first_computaton]\nweight = 2\n[extensions.adda]\n06_capstone = "1 day"\n'
                    '[extensions.bob]\n01_first_computation = "1 day"\n')
    assert list(find_unknown(tmp_path)) == [
        "policies.toml: 01_first_computaton: no lesson is called that, so what it says has no effect. "
        "Did you mean 01_first_computation?",
        "policies.toml: adda: roster.csv has nobody of that name, so what it says has no effect. Did you mean ada?"]


def test_the_example_of_the_page_is_understood(tmp_path):
    page = (Path(__file__).parents[3] / "docs" / "policies.md").read_text(encoding="utf-8")
    policies = write(tmp_path, page.partition("```toml\n")[2].partition("```")[0])
    assert policies.penalty(20, DAY) == 2 and policies.extension("ada", "01_first_computation").days == 2
    assert policies.lesson("01_first_computation").attempts == "best" and policies.total.drop_lowest == 1


def test_a_total_weighs_lessons_and_drops_the_lowest(tmp_path):
    policies = write(tmp_path, "[total]\ndrop_lowest = 1\n[lessons.b]\nweight = 3\n[lessons.d]\nweight = 0\n")
    scores = {"a": Score(5, 10), "b": Score(10, 10), "c": None, "d": Score(0, 10)}
    total = term_total(scores, policies)
    assert total.dropped == ("c",) and total.share == pytest.approx((0.5 + 3) / 4)
    assert term_total({"a": Score(5, 10)}, policies).share == 0.5  # the only one is kept
    assert term_total({}, policies).share == 0
    assert term_total({"a": Score(1, 2), "b": Score(1, 2), "c": Score(1, 2)}, policies).dropped == ("b",)  # weighs most
    assert term_total({"a": Score(1, 2), "c": Score(1, 2), "e": Score(1, 2)}, policies).dropped == ("e",)


def answered(cells):
    cells[position(cells, "answer")].source = "x = 1"


@pytest.mark.slow
def test_due_dates_extensions_and_penalties_reach_the_gradebook(run, tmp_path):
    folder = make_class(tmp_path / "class", "", [answer("x = 1"), graded("assert x == 1", "test", 10)], ours=True)
    place = ["--folder", str(folder)]
    write(folder, LATE + f'[lessons.{LESSON}]\ndue = "2026-11-01 12:00 UTC"\n[extensions.ada]\n{LESSON} = "2 days"\n')
    done = run("grader", "release", LESSON, "--due", "2026-11-02 12:00 UTC", *place)
    assert done.returncode == 2 and "policies.toml" in done.stderr
    assert run("grader", "release", LESSON, *place).returncode == 0
    for learner, stamp in (("ada", "2026-11-03 12:00:00 UTC"), ("bea", "2026-11-03 12:00:00 UTC"),
                           ("cem", "2026-11-01 12:10:00 UTC")):
        hand_in(folder, learner, answered, stamp)
    assert run("grader", "grade", LESSON, *place).returncode == 0

    def penalties() -> dict[str, float]:
        return {one.learner: one.penalty for one in read_all_results(folder, LESSON)}

    assert penalties() == {"ada": 0, "bea": 2, "cem": 0}
    write(folder, LATE.replace("15 min", "5 min") + f'[lessons.{LESSON}]\ndue = "2026-11-01 12:00 UTC"\n[extensions]\n')
    assert run("grader", "grade", LESSON, *place).returncode == 0
    assert penalties() == {"ada": 2, "bea": 2, "cem": 1}
    assert run("nbgrader", "autograde", LESSON, "--force", cwd=folder).returncode == 0
    with open_gradebook(folder) as gradebook:
        assert {one.student.id: one.late_submission_penalty for one in
                gradebook.api.assignment_submissions(LESSON)} == {"ada": 2, "bea": 2, "cem": 1}
    config = folder / "nbgrader_config.py"
    config.write_text(config.read_text() + "c.LateSubmissionPlugin.penalty_method = 'zero'\n")
    done = run("grader", "grade", LESSON, *place)
    assert done.returncode == 2 and "[late] alone" in done.stderr
