"""The pages about a class in a real browser, and the documentation's word on what is in the JSON file."""
from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from made_term import all_at, give, make_term

DOCS = (Path(__file__).parents[4] / "docs" / "report.md").read_text(encoding="utf-8")
LESSONS = ("01_one", "02_two")


@pytest.fixture(scope="module")
def folder(run, tmp_path_factory) -> Path:
    """A class in which something of everything is to be seen."""
    folder = make_term(tmp_path_factory.mktemp("page") / "class", *LESSONS)
    for number, learner in enumerate(("ada", "bo", "cy", "di", "eve", "fay", "gus", "hana", "ivan", "jo", "kim")):
        for lesson, share in zip(LESSONS, (1.0, 0.0 if number == 3 else 0.5 if number % 2 else 1.0)):
            give(folder, lesson, learner, all_at(share), words=None if number == 1 else 2.0 * share, late=number == 4)
    give(folder, "01_one", "lee", all_at(1.0), refused="expected a notebook, got an empty file.")
    (folder / "submitted" / "bo" / "02_two" / "effort.json").write_text(
        '{"format": 1, "questions": {"step": {"tries": 12, "hints": 3}}}')
    for command in ("report", "term"):
        done = run("grader", command, "--folder", str(folder))
        assert done.returncode == 0, done.stderr
    return folder


def names(data) -> set[str]:
    """Return all keys of a JSON value that are names of ours, not of learners, questions or outcomes."""
    if isinstance(data, list):
        return set().union(*map(names, data)) if data else set()
    if not isinstance(data, dict):
        return set()
    mine = {key for key in data if key not in ("shape", "loss", "step", "why")}
    return mine.union(*(names(value) for key, value in data.items() if key not in ("outcomes", "notices", "left_out")))


def test_the_documentation_names_all_that_is_in_the_json_file_and_all_is_there(folder):
    for lesson in LESSONS:
        data = json.loads((folder / "results" / lesson / "report.json").read_text())
        assert names(data) <= set(re.findall(r"`(\w+)`", DOCS))
    table = DOCS.partition("## The JSON file")[2].partition("`null`")[0]
    words = {"key", "hint"} | {word for part in re.findall(r"\((`(?:graded|right)`.*?)\)", table)
                               for word in re.findall(r"`(\w+)`", part)}
    assert set(re.findall(r"`(\w+)`", table)) - words <= names(data) | {"hint"}


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("chromium"), reason="needs Chromium")
def test_axe_finds_no_fault_in_any_light_and_nothing_is_wider_than_a_phone(folder):
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for path in (folder / "results" / "02_two" / "report.html", folder / "results" / "term.html"):
            for scheme, width in (("light", 1280), ("dark", 390)):
                page = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800}).new_page()
                asked, wrong = [], []
                page.on("request", lambda request, asked=asked: asked.append(request.url))
                page.on("console", lambda message, wrong=wrong: wrong.append(message.text))
                page.goto(path.as_uri())
                page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
                found = Axe().run(page).response["violations"]
                assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found] == []
                assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
                assert asked == [path.as_uri()] and wrong == []
        browser.close()
