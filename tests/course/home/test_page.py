"""The home page as HTML, made from where a learner stands."""
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from small_lessons import hand_out, lesson

from course.home import page, reading
from course.home.records import Records
from course.home.status import Course, Trouble, read_course
from course.work.folder import lessons_in

ROOT = Path(__file__).resolve().parents[3]
VOID = {"meta", "link", "br", "input", "img", "hr"}


class Tags(HTMLParser):
    """What a page is made of; each tag must be closed where it ought to be."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.opened, self.seen, self.text = [], [], ""
        self.feed(html)
        assert self.opened == []

    def handle_starttag(self, tag, attributes):
        self.seen.append((tag, dict(attributes)))
        if tag not in VOID and not (self.opened and "svg" in self.opened and tag in ("path", "circle")):
            self.opened.append(tag)

    def handle_endtag(self, tag):
        assert self.opened.pop() == tag

    def handle_startendtag(self, tag, attributes):
        self.seen.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.text += data


def shown(tmp_path: Path, progress: dict | None = None, **records) -> Tags:
    course = read_course(tmp_path / "work", lessons_in(tmp_path / "released"), Records(progress or {}, **records))
    return Tags(page.home(course, "/user/ada/", "token", ("glossary",)))


@pytest.fixture
def folders(tmp_path):
    hand_out(tmp_path / "released")
    hand_out(tmp_path / "work")
    return tmp_path


def test_a_page_has_one_h1_landmarks_and_levels_without_a_gap(folders):
    seen = [tag for tag, _ in shown(folders, {"alpha": "passed"}).seen]
    assert seen.count("h1") == seen.count("main") == seen.count("header") == seen.count("footer") == 1
    levels = [int(tag[1]) for tag in seen if re.fullmatch("h[1-6]", tag)]
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:]))


def test_where_one_is_and_what_is_next_stand_first(folders):
    told = shown(folders, {"alpha": "passed"})
    go = next(attributes for _, attributes in told.seen if attributes.get("id") == "go")
    assert "You’re in lesson 1, Title 1." in told.text and "Go on: lesson 1, beta" in told.text
    assert go["href"] == "/user/ada/lab/tree/01_lesson.ipynb#About-beta" and go["target"] == "course-lab"
    assert "1 of 3 right" in told.text and "3 min" in told.text


def test_who_has_not_begun_is_welcomed_and_starts_at_the_top(folders):
    told = shown(folders)
    go = next(attributes for _, attributes in told.seen if attributes.get("id") == "go")
    assert "Welcome!" in told.text and "Start lesson 1" in told.text and "#" not in go["href"]


def test_guesses_and_tries_are_told(folders):
    told = shown(folders, {"alpha": "failed"}, guesses={"backward-again": "4"}, tries={"alpha": 1, "beta": 4})
    assert "guesses: 0 of 1 right" in told.text and "5 tries" in told.text and "not yet, 1 try" in told.text


def test_what_a_notebook_says_is_text_and_nothing_else(folders):
    evil = '"><script>alert(1)</script>'
    notebook = json.dumps(lesson(1, "alpha")).replace("Title 1", json.dumps(evil)[1:-1])
    (folders / "work" / "01_lesson.ipynb").write_text(notebook.replace('"alpha"', json.dumps(evil)))
    told = shown(folders, {evil: "failed"})
    assert [attributes.get("src") for tag, attributes in told.seen if tag == "script"] == [
        "/user/ada/course/static/home.js"]
    assert evil in told.text


def test_a_page_has_no_inline_style_no_inline_script_and_no_other_host(folders):
    for tag, attributes in shown(folders, {"alpha": "passed"}).seen:
        assert tag != "style" and "style" not in attributes and not [name for name in attributes if name[:2] == "on"]
        for name in ("href", "src"):
            assert (attributes.get(name) or "/").startswith(("/user/ada/", "#", "/"))
            assert not (attributes.get(name) or "").startswith("//")


@pytest.mark.parametrize("course", [
    pytest.param(Course(), id="nothing at all"),
    pytest.param(Course(troubles=(Trouble("notes", why="It's <gone>."), Trouble("gone", "/a <b>"))), id="trouble")])
def test_a_page_comes_up_where_there_is_nothing_to_show(course):
    told = Tags(page.home(course, "/", ""))
    assert "Welcome!" in told.text and all(each.of in told.text and each.why in told.text for each in course.troubles)


def test_a_lesson_that_plans_no_time_tells_that_of_its_questions(folders):
    assert "7 min plus reading" in shown(folders).text
    path = folders / "work" / "01_lesson.ipynb"
    path.write_text(path.read_text().replace("## About alpha", "Plan 7 minutes for the questions and 13 for the rest."))
    assert "about 20 min" in (text := shown(folders).text) and "7 min plus" not in text


def test_what_is_the_matter_with_a_lesson_is_told_with_the_way_out(folders):
    (folders / "work" / "01_lesson.ipynb").write_text("{")
    (folders / "work" / "02_lesson.ipynb").unlink()
    told = shown(folders).text
    assert "01_lesson.ipynb is damaged: it's no longer a notebook. “Start over” below" in told
    assert "This lesson isn’t in your folder. “Bring in lessons” below" in told


def test_where_all_lessons_are_missing_one_sentence_says_so(folders):
    for path in (folders / "work").glob("*.ipynb"):
        path.unlink()
    assert "There are no lessons in" in (text := shown(folders).text) and "This lesson isn’t" not in text
    (folders / "work").rmdir()
    assert " is gone. " in (text := shown(folders).text) and "Bring in lessons” below" not in text


def test_where_a_lesson_is_missing_not_every_question_is_done(folders):
    (folders / "work" / "02_lesson.ipynb").unlink()
    path = folders / "work" / "01_lesson.ipynb"
    path.write_text(path.read_text().replace("*Write your answer here.*", "Mine."))
    text = shown(folders, {"alpha": "passed", "beta": "passed"}).text
    assert "You did it" not in text and "Welcome back! The lessons here are done." in text


def test_a_lesson_without_questions_is_shown(folders):
    for place in ("released", "work"):
        (folders / place / "01_lesson.ipynb").write_text('{"cells": []}')
    assert "No questions" in shown(folders).text


def test_every_lesson_of_the_course_has_its_sentence():
    assert {path.stem for path in (ROOT / "notebooks").glob("*.ipynb")} == set(page.BLURBS)


def test_every_link_between_the_pages_to_read_leads_somewhere():
    known = reading.names(ROOT / "docs")
    pages = {name: reading.to_html((ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8"), known) for name in known}
    assert set(known) == {"errors", "glossary", "cheatsheet"}
    for name, html in pages.items():
        for target in re.findall(r'<a href="([^"]*)"', html):
            at, _, anchor = target.partition("#")
            assert not anchor or f'id="{anchor}"' in pages[at or name], target


def test_markup_in_what_is_read_is_text():
    assert "<script" not in reading.to_html("<script>alert(1)</script> [a](javascript:alert(1))", ("glossary",))
    assert "javascript" not in reading.to_html("[a](javascript:alert(1))", ("glossary",))
