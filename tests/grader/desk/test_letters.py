"""Letters of the sample class, as learners open them: what they say, and which of them are made."""
from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from nbformat import from_dict
from nbformat.v4 import new_markdown_cell, new_notebook
from sample_class import LEARNERS, LESSON, POINTS

from grader.classroom.gradebook import open_gradebook
from grader.classroom.results import read_all_results
from grader.desk.feedback import Feedback, write_feedback
from grader.desk.letters.facts import Facts, Mark, Total
from grader.desk.letters.page import Release, render_letter

TITLES = ["Predict before you run", "The shape of a result", "Scores to probabilities", "The slope of any curve",
          "The step in PyTorch's words", "Is it learning?", "The four cells", "Would you ship it?", "Tell the team"]


def make(folder: Path) -> Feedback:
    return write_feedback(folder, LESSON, lambda total: None, lambda learner, reason: None, 300)


def page_of(folder: Path, learner: str) -> Path:
    return folder / "feedback" / learner / LESSON / f"{LESSON}.html"


def letter(folder: Path, learner: str) -> BeautifulSoup:
    return BeautifulSoup(page_of(folder, learner).read_text(encoding="utf-8"), "html.parser")


def text_of(part) -> str:
    """Return what a reader sees, on one line."""
    return " ".join(part.get_text(" ").split()).replace(" ,", ",").replace(" .", ".")


def opening(page: BeautifulSoup) -> str:
    return " ".join(text_of(part) for part in page.main.find_all("p", recursive=False))


def rows(page: BeautifulSoup) -> list[list[str]]:
    table = page.find("table", class_="overview")
    return [[text_of(cell) for cell in row.find_all(["th", "td"])] for row in table.find_all("tr")[1:]]


def question(page: BeautifulSoup, name: str):
    return next(part for part in page.find_all("section") if part.h3.code and part.h3.find_all("code")[-1].text == name)


@pytest.fixture(scope="module")
def marked(graded_class, tmp_path_factory) -> Path:
    """The sample class after an instructor's evening in formgrader, with a letter for everybody."""
    folder = shutil.copytree(graded_class[0], tmp_path_factory.mktemp("letters") / "class",
                             ignore=shutil.ignore_patterns("feedback"))
    with open_gradebook(folder) as gradebook:
        grade = lambda learner, name: gradebook.api.find_grade(name, LESSON, LESSON, learner)  # noqa: E731
        why = grade("ivan", "fraud-why")
        why.manual_score, why.extra_credit, why.needs_manual_grade = 1.5, 0.25, False
        comment = gradebook.api.find_comment("fraud-why", LESSON, LESSON, "ivan")
        comment.manual_comment = "Good start! Say *who* pays."
        gradebook.api.find_comment("gradient-answer", LESSON, LESSON, "ivan").manual_comment = "Neat."
        grade("emil", "train-step").manual_score = 2.0
        gradebook.api.find_submission_notebook(LESSON, LESSON, "hana").late_submission_penalty = 3.5
        gradebook.api.find_student("ada").first_name = "Ada"
        gradebook.api.find_student("ada").last_name = "O'Neil & Søn"
        gradebook.api.db.commit()
    assert not make(folder).failed
    return folder


def test_a_letter_has_a_line_for_each_question_by_its_name_and_the_total(marked):
    lines = rows(letter(marked, "chen"))
    assert [line[0] for line in lines] == [*TITLES, "Total"]
    assert lines[0] == ["Predict before you run", "◐ Partly right", "1 of 2"]
    assert lines[5] == ["Is it learning?", "✓ Right", "3 of 3"] and lines[-1] == ["Total", "6 of 23"]
    assert [line[2] for line in rows(letter(marked, "ada"))[:8]] == [f"{n} of {n}" for n in POINTS.values()]


def test_each_card_has_its_hint_and_a_next_step_with_the_answer_beside_it(marked):
    page = letter(marked, "chen")
    card, answer = question(page, "row-softmax").find_all("div", class_=["card", "answer"])
    assert "`dim` names the axis" not in text_of(card) and "names the axis that is summed away" in text_of(card)
    assert "Next Read Reduce over a dim again. Then change your answer" in text_of(card)
    assert answer.pre.get_text() == "from torch import nn\n\nrow_softmax = nn.Softmax(dim=0)"
    assert answer.pre.find("span", class_="kn")


def test_what_to_read_again_is_in_the_letter_itself(marked):
    page = letter(marked, "chen")
    links = [link["href"] for link in page.find("h2", string="What to read again").find_next("ul").find_all("a")]
    assert len(links) == 6 and links[0] == "#section-Shape%2C-dtype%2C-device"
    for link in page.find_all("a", href=True):
        assert not link["href"].startswith("#section-Shape") or page.find(id="section-Shape,-dtype,-device")
    assert page.find("details", class_="notebook").find(id="section-Broadcasting")
    assert not letter(marked, "bela").find("h2", string="What to read again")


def test_points_given_by_hand_and_comments_are_in_it(marked):
    page = letter(marked, "ivan")
    line = next(line for line in rows(page) if line[0] == "Tell the team")
    assert line == ["Tell the team", "◐ Part of the points", "1.75 of 2"]
    assert rows(page)[-1] == ["Total", "22.75 of 23"]
    card = question(page, "fraud-why").find(class_="card")
    assert text_of(card.find(class_="comment")) == "Your instructor writes: Good start! Say who pays." and card.em
    assert "0.25 points of extra credit" in text_of(card)
    assert "Neat." in text_of(question(page, "gradient")) and len(page.find_all(class_="comment")) == 2


def test_points_changed_by_hand_are_said_to_be(marked):
    assert "changed the points here: 2 instead of 0." in text_of(question(letter(marked, "emil"), "train-step"))


def test_a_late_penalty_is_taken_off_and_named(marked):
    page = letter(marked, "hana")
    assert rows(page)[-2:] == [["Handed in 1 day and 9 hours late", "−3.5"], ["Total", "17.5 of 23"]]
    assert "You handed this in 1 day and 9 hours late, which costs you 3.5 points." in opening(page)


def test_what_waits_for_a_person_is_said_to_wait(marked):
    page = letter(marked, "bela")
    assert "All 8 questions graded so far are right. Well done." in opening(page)
    assert "still has to read your answer to “Tell the team”. It's worth up to 2 points." in opening(page)
    assert "21 of 23 points so far" in opening(page) and rows(page)[-1] == ["Total so far", "21 of 23"]
    assert rows(page)[-2] == ["Tell the team", "… Waiting for your instructor", "up to 2"]
    answer = question(page, "fraud-why").find(class_="answer")
    assert "It lets 88 of 100 frauds pass" in text_of(answer)


def test_a_refused_hand_in_gets_a_letter_in_words_for_its_learner(marked):
    said = opening(letter(marked, "mia"))
    assert "In 01_first_computation.ipynb, we expected a notebook and got an empty file." in said
    assert "hand it in again" in said and "it has no points" in said
    assert "Ask the learner" not in said and not letter(marked, "mia").find("details")


def test_nothing_for_the_instructor_alone_is_in_a_letter(marked):
    kept = read_all_results(marked, LESSON)
    for one in kept:
        page = page_of(marked, one.learner).read_text()
        private = [*one.notices, *(result.misconception for result in one.results)]
        assert not [word for word in private if word and f"{word}" in page and "-" in word]
    assert any(one.notices for one in kept)


def test_an_answer_that_was_not_tried_tells_where_to_begin(marked):
    page = letter(marked, "gus")
    assert "You haven't filled in any of the questions yet" in opening(page)
    assert "A good place to start is “The step in PyTorch's words”, where you can still get 4 points." in opening(page)
    assert text_of(question(page, "gradient").find(class_="answer")) == "You left the answer as it was."


def test_what_a_run_that_ended_did_not_reach_is_not_called_wrong(marked):
    page = letter(marked, "pia")
    assert "Your notebook stopped before its end" in opening(page) and "restart the kernel" in opening(page)
    assert [line[1] for line in rows(page)[3:8]] == ["– Not reached"] * 5 and not page.find(class_="question wrong")
    assert "First find what stops your notebook" in text_of(question(page, "fraud").find(class_="card"))
    assert "A good place to start" not in opening(page)


def test_a_letter_about_one_of_several_notebooks_has_the_total_of_all():
    totals = (Total("one", 1.0, 2.0), Total("two", 4.0, 5.0, 1.0))
    facts = Facts("ada", "", "hw", "one", {"why": Mark(1.0, 2.0, None, 1.0)}, {}, totals)
    marks = {"grade_id": "why", "grade": True, "solution": True, "locked": False, "task": False, "points": 2}
    notebook = new_notebook(cells=[new_markdown_cell("Because.", metadata={"nbgrader": marks})])
    page = BeautifulSoup(render_letter(from_dict(notebook), Release(), facts), "html.parser")
    assert rows(page)[1:] == [["Total", "1 of 2"], ["The notebook two", "3 of 5"], ["All 2 notebooks", "4 of 7"]]


def test_a_name_from_the_gradebook_is_escaped(marked):
    assert "Feedback for Ada O'Neil & Søn" in text_of(letter(marked, "ada").header)


def test_the_notebook_below_has_every_cell_and_formulas_without_a_script(marked):
    page = letter(marked, "ada")
    notebook = json.loads((marked / "autograded" / "ada" / LESSON / f"{LESSON}.ipynb").read_text())
    assert len(page.find_all("div", class_="cell")) == len(notebook["cells"])
    assert page.find("math", display="block").find("mfrac") and not page.find_all(["script", "link", "iframe"])


def remade(folder: Path, change: Callable[[], None]) -> set[str]:
    """Return whose letters are new after a change."""
    before = {learner: page_of(folder, learner).stat().st_ino for learner in LEARNERS}
    change()
    made = make(folder)
    changed = {learner for learner in LEARNERS if page_of(folder, learner).stat().st_ino != before[learner]}
    assert made.fresh == len(LEARNERS) - len(changed) and len(made.pages) == len(LEARNERS)
    return changed


def change_in_gradebook(folder: Path, change: Callable) -> Callable[[], None]:
    def apply() -> None:
        with open_gradebook(folder) as gradebook:
            change(gradebook.api)
            gradebook.api.db.commit()
    return apply


@pytest.fixture
def copied(marked, tmp_path) -> Path:
    return shutil.copytree(marked, tmp_path / "class")


def test_only_letters_that_changed_are_made(copied):
    def comment(api) -> None:
        api.find_comment("fraud-why", LESSON, LESSON, "bela").manual_comment = "Yes."

    def penalize(api) -> None:
        api.find_submission_notebook(LESSON, LESSON, "kim").late_submission_penalty = 1.0

    def edit() -> None:
        path = copied / "autograded" / "dana" / LESSON / f"{LESSON}.ipynb"
        path.write_text(path.read_text().replace("step_too_early", "step") + " ")

    def regrade() -> None:
        path = copied / "results" / LESSON / "chen.json"
        path.write_text(path.read_text().replace("transposed-shape", "other").replace("does not have", "hasn't"))

    assert remade(copied, lambda: None) == set()
    assert remade(copied, change_in_gradebook(copied, comment)) == {"bela"}
    assert remade(copied, change_in_gradebook(copied, penalize)) == {"kim"}
    assert remade(copied, edit) == {"dana"} and remade(copied, regrade) == {"chen"}
    release = copied / "release" / LESSON / f"{LESSON}.ipynb"
    assert remade(copied, lambda: release.write_text(release.read_text().replace("Three quick", "Four"))) == {*LEARNERS}


def test_a_page_that_nbgrader_made_before_is_replaced(copied):
    assert remade(copied, lambda: page_of(copied, "ada").write_text("<html>nbgrader's</html>")) == {"ada"}


def test_who_has_no_marks_is_named_and_keeps_the_earlier_letter(copied):
    before = page_of(copied, "ada").read_text()
    change_in_gradebook(copied, lambda api: api.remove_submission(LESSON, "ada"))()
    made = make(copied)
    assert list(made.failed) == ["ada"] and "no marks" in made.failed["ada"] and "--force" in made.failed["ada"]
    assert page_of(copied, "ada").read_text() == before and len(made.pages) == len(LEARNERS) - 1


def test_without_results_the_card_of_the_notebook_is_shown(copied):
    """As where `nbgrader autograde` graded: there is nothing but the notebook and the gradebook."""
    (copied / "results" / LESSON / "chen.json").unlink()
    assert make(copied).failed == {}
    card = question(letter(copied, "chen"), "row-softmax").find(class_="card")
    assert "names the axis that is summed away" in text_of(card) and rows(letter(copied, "chen"))[-1][1] == "6 of 23"


def test_a_card_that_is_older_than_the_marks_is_not_shown(copied):
    """Results say 0 of 3 points; nbgrader has graded again since."""
    def regrade(api) -> None:
        api.find_grade("row-softmax", LESSON, LESSON, "chen").auto_score = 3.0

    change_in_gradebook(copied, regrade)()
    make(copied)
    assert "Hint" not in text_of(question(letter(copied, "chen"), "row-softmax"))
    assert rows(letter(copied, "chen"))[2] == ["Scores to probabilities", "✓ Right", "3 of 3"]


def test_nbgrader_hands_out_our_letters(run, copied, tmp_path):
    place = copied / "autograded" / "ada" / LESSON
    (place / "submission_secret.txt").write_text("adas-secret")
    make(copied)
    exchange = tmp_path / "exchange"
    exchange.mkdir(mode=0o777)
    done = run("nbgrader", "release_feedback", LESSON, f"--Exchange.root={exchange}", cwd=copied)
    assert done.returncode == 0, done.stderr
    from nbgrader.utils import notebook_hash

    handed_out = {path.stem: path.read_text() for path in exchange.rglob("*.html")}
    assert len(handed_out) == len(LEARNERS)
    mine = handed_out[notebook_hash(secret="adas-secret", notebook_id=LESSON)]
    assert mine == page_of(copied, "ada").read_text() and "Question by question" in mine
