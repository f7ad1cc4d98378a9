"""The page in a real browser, by its keys alone: nothing is clicked, nothing is lost, and axe finds no fault."""
from __future__ import annotations

import shutil
import signal
from pathlib import Path

import pytest
from by_hand import PATIENCE_S, marks, served, write_words
from playwright.sync_api import Browser, Page, expect
from sample_class import LESSON

from grader.classroom.gradebook import open_gradebook
from grader.kernels import sandbox

expect.set_options(timeout=PATIENCE_S * 1000)
pytestmark = [pytest.mark.prove, pytest.mark.browser, pytest.mark.slow,
              pytest.mark.skipif(not shutil.which("chromium"), reason="needs Chromium"),
              pytest.mark.skipif(bool(sandbox.available()), reason=sandbox.available() or "-")]
WHY = "fraud-why"
TABBED = ("a", "button", "summary", "select", "input", "textarea")
WORDS = {"ada": "Fraud is rare. <b onclick='x()'>Look</b> at recall.", "chen": "Because.",
         "dana": "<script>document.title='x'</script>"}


@pytest.fixture
def folder(graded_class, tmp_path) -> Path:
    folder = Path(shutil.copytree(graded_class[0], tmp_path / "class"))
    write_words(folder, LESSON, WHY, WORDS)
    with open_gradebook(folder) as gradebook:  # hers were graded before
        grade = gradebook.api.find_grade(WHY, LESSON, LESSON, "bela")
        grade.manual_score, grade.needs_manual_grade = 2.0, False
        gradebook.api.db.commit()
    return folder


def visit(browser: Browser, address: str, **options) -> Page:
    page = browser.new_context(**{"viewport": {"width": 1280, "height": 800}} | options).new_page()
    page.set_default_timeout(PATIENCE_S * 1000)
    page.wrong = []  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith(address[:22]) else page.wrong.append(asked.url))
    page.goto(address)
    expect(page.locator("#rubric button").first).to_be_visible()
    return page


def keys(page: Page, *names: str) -> None:
    for name in names:
        page.keyboard.press(name)


def at(page: Page, text: str) -> None:
    expect(page.locator("#who")).to_have_text(text)
    expect(page.locator("#who")).to_be_focused()


def test_a_class_is_graded_by_keys_alone(folder, browser):
    with served(folder, "--grader", "Kim", lesson=LESSON) as address:
        page = visit(browser, address)
        at(page, "ada: waiting")
        keys(page, "Enter")  # no points yet
        expect(page.locator("#status")).to_contain_text("Give points first")
        keys(page, "Escape", "1", "4", "2")  # 2 is in the group of 1, so it takes its place
        expect(page.locator("#score")).to_have_value("1")
        keys(page, "u", "c")
        page.keyboard.type("Say 1 thing more.")  # keys are letters here
        keys(page, "Escape", "k", "Enter")
        at(page, "chen: waiting")
        assert marks(folder, WHY, LESSON)["ada"] == (1.5, False, "Say 1 thing more.")
        keys(page, "r", "1", "f", "0", "s")
        page.keyboard.type(".5")
        keys(page, "Enter")
        at(page, "dana: waiting")
        assert marks(folder, WHY, LESSON)["chen"] == (0.5, False, "Say 1 thing more.")
        keys(page, "n")
        page.keyboard.type("Names the script")
        keys(page, "Tab")
        page.keyboard.type("2")
        keys(page, "Enter")
        expect(page.locator("#rubric button")).to_have_count(6)
        keys(page, "6", "Shift+Enter")
        expect(page.locator("#who")).to_have_text("dana: done")
        assert marks(folder, WHY, LESSON)["dana"] == (2, False, None)
        keys(page, "u")  # the save itself
        expect(page.locator("#who")).to_have_text("dana: waiting")
        assert marks(folder, WHY, LESSON)["dana"] == (None, True, None)
        keys(page, "ArrowLeft")
        at(page, "chen: done")
        keys(page, "g")
        expect(page.locator("#list [aria-current]")).to_be_focused()
        assert page.title() == "Grade by hand: Lesson 1 · First PyTorch computation" and page.wrong == []


def test_two_graders_see_both_marks_and_choose(folder, browser):
    with served(folder, "--grader", "Kim", lesson=LESSON) as one, \
            served(folder, "--grader", "Ito", lesson=LESSON) as two:
        kim, ito = visit(browser, one), visit(browser, two)
        at(kim, "ada: waiting")
        at(ito, "chen: waiting")  # each has their own
        keys(ito, "ArrowLeft")
        at(ito, "ada: waiting")
        expect(ito.locator("#notes")).to_contain_text("Kim has this open too")
        keys(ito, "f", "c")
        ito.keyboard.type("All there.")
        keys(ito, "Escape")
        keys(kim, "1", "c")
        kim.keyboard.type("Half of it.")
        keys(kim, "Control+Enter")
        at(kim, "chen: waiting")
        keys(ito, "Shift+Enter")
        expect(ito.locator("#conflict")).to_contain_text("Half of it.")
        expect(ito.locator("#conflict")).to_contain_text("All there.")
        keys(ito, "Escape")
        assert marks(folder, WHY, LESSON)["ada"] == (1, False, "Half of it.")
        keys(ito, "Shift+Enter")
        expect(ito.locator("#conflict")).to_be_visible()
        keys(ito, "b")
        expect(ito.locator("#status")).to_have_text("Saved.")
        assert marks(folder, WHY, LESSON)["ada"] == (2, False, "Half of it.\n\nAll there.")


def test_what_was_not_saved_is_there_again_after_the_server_was_killed(folder, browser):
    with served(folder, "--port", "0", lesson=LESSON, end=signal.SIGKILL) as address:
        page = visit(browser, address)
        at(page, "ada: waiting")
        keys(page, "1", "c")
        page.keyboard.type("Half a tho")
        with page.expect_response("**/api/draft"):
            page.keyboard.type("u")
    page.keyboard.type("ght")
    keys(page, "Control+Enter")
    expect(page.locator("#status")).to_contain_text("The server doesn’t answer")
    expect(page.locator("#comment")).to_have_value("Half a thought")
    with served(folder, lesson=LESSON) as address:
        again = visit(browser, address)  # another browser, which has no draft of its own
        expect(again.locator("#comment")).to_have_value("Half a thou")
        expect(again.locator("#notes")).to_contain_text("You hadn’t saved this yet")
        expect(again.locator("#score")).to_have_value("1")


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}, {"viewport": {"width": 390, "height": 800}},
                                     {"viewport": {"width": 320, "height": 800}, "color_scheme": "dark"}], ids=str)
def test_axe_finds_no_fault_and_the_focus_is_always_seen(folder, browser, options):
    from axe_playwright_python.sync_playwright import Axe

    def faults() -> list[str]:
        return [f"{fault['id']}: {[node['html'] for node in fault['nodes']]}"
                for fault in Axe().run(page).response["violations"]]

    with served(folder, "--anonymous", lesson=LESSON) as address:
        page = visit(browser, address, **options)
        keys(page, "1", "m", "g")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert faults() == []
        seen = set()
        for _ in range(page.locator(", ".join(f"{tag}:visible" for tag in TABBED)).count() + 4):
            keys(page, "Tab")
            where, outline = page.evaluate("""() => { const at = document.activeElement, style = getComputedStyle(at);
                return [at === document.body ? '' : at.outerHTML, style.outlineStyle + style.outlineWidth]; }""")
            assert not where or outline == "solid3px", (where, outline)
            seen.add(where)
        assert len(seen) > 20
        page.locator("#who").focus()
        for name in ("?", "r", "n"):
            keys(page, name)
            assert page.locator("dialog[open]").count() == 1 and faults() == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            keys(page, "Escape")
            page.locator("#who").focus()
