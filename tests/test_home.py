"""The home page in a real browser: lessons open beside it, the keyboard is enough, light and dark, no fault for axe."""
import json
import re
import shutil
from collections.abc import Iterator

import pytest
from home_server import PATIENCE_S, TOKEN, served
from playwright.sync_api import Page, expect

from course import state
from course.work.folder import copy_lessons, shipped_lessons

expect.set_options(timeout=PATIENCE_S * 1000)
pytestmark = [pytest.mark.prove, pytest.mark.browser, pytest.mark.slow,
              pytest.mark.skipif(not shutil.which("chromium"), reason="needs Chromium")]

BASE = "/user/ada/"
PASSED = ("tensor-shape", "broadcast", "row-softmax")
DONE = {"version": 1, "progress": dict.fromkeys(PASSED, "passed") | {"gradient": "failed"}}
SIZES = [pytest.param(1280, id="wide"), pytest.param(480, id="narrow"), pytest.param(320, id="zoomed to 400%")]


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    """A learner's folder, in the middle of lesson 1."""
    work = tmp_path_factory.mktemp("home") / "work"
    copy_lessons(shipped_lessons(), work)
    (work / ".course.json").write_text(json.dumps(DONE))
    return work


@pytest.fixture(scope="module")
def address(work) -> Iterator[str]:
    with served(work, BASE) as address:
        yield address


@pytest.fixture
def home(request, browser, address) -> Iterator[Page]:
    """The page after login; what its console complained of, or asked of another host, fails the test."""
    options = {"viewport": {"width": 1280, "height": 800}} | getattr(request, "param", {})
    context = browser.new_context(**options)
    context.set_default_timeout(PATIENCE_S * 1000)
    page, wrong = context.new_page(), []
    page.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    context.on("request", lambda asked: None if asked.url.startswith((address, "data:", "blob:", "about:"))
               else wrong.append(asked.url))
    page.goto(f"{address}course?token={TOKEN}")
    yield page
    context.close()
    assert wrong == []


def enter(page: Page, selector: str) -> Page:
    """Press Enter on a link, and return the tab in which it opens."""
    with page.context.expect_page() as opened:
        page.locator(selector).first.press("Enter")
    opened.value.wait_for_selector(".jp-Notebook .jp-Cell")
    return opened.value


def at_the_top(lab: Page, heading: str) -> None:
    """Wait until a heading stands in the upper half of a notebook's window."""
    lab.wait_for_function("""heading => [...document.querySelectorAll('.jp-Notebook h2, .jp-Notebook h3')].some(each =>
        each.textContent.startsWith(heading) && each.getBoundingClientRect().top > 0
        && each.getBoundingClientRect().top < innerHeight / 2)""", arg=heading)


def test_go_on_opens_the_next_question_and_the_way_home_leads_back(home):
    lab = enter(home, "#go")
    assert f"{BASE}lab/tree/01_first_computation.ipynb" in lab.url
    at_the_top(lab, "Question gradient")
    lab.keyboard.press("Alt+Shift+H")
    home.wait_for_load_state()
    expect(home.locator("h1")).to_contain_text("You’re in lesson 1")
    assert len(home.context.pages) == 2


def test_lessons_open_in_one_tab_and_what_is_not_saved_yet_stays(home):
    lab = enter(home, "#go")
    at_the_top(lab, "Question gradient")
    lab.evaluate("window.stays = 'here'")
    home.bring_to_front()
    home.locator("a[data-path='02_linear_layers.ipynb']").first.press("Enter")
    lab.wait_for_function("window.jupyterapp.shell.currentWidget?.context?.path === '02_linear_layers.ipynb'")
    assert len(home.context.pages) == 2 and lab.evaluate("window.stays") == "here"


def test_the_menu_and_the_button_lead_home_and_nothing_of_nbgrader_is_there(home):
    lab = enter(home, "#go")
    lab.wait_for_selector(".jp-TableOfContents-content .jp-tocItem")  # open without a click
    menus = lab.locator(".lm-MenuBar-itemLabel").all_inner_texts()
    assert "Course" in menus and "Nbgrader" not in menus
    lab.get_by_role("button", name="Course Home").first.wait_for()
    commands = lab.evaluate("window.jupyterapp.commands.listCommands()")
    assert "course:home" in commands
    assert not [name for name in commands if re.search("nbgrader|validate|assignment|formgrader", name)]
    assert not re.search("Create Assignment|Validate|Formgrader", lab.locator("body").inner_text())


@pytest.mark.parametrize("home", [{"color_scheme": "light"}, {"color_scheme": "dark"}], indirect=True, ids=str)
def test_jupyterlab_is_as_light_or_dark_as_the_home_page(request, home):
    wanted = request.node.callspec.params["home"]["color_scheme"]
    lab = enter(home, "#go")
    lab.wait_for_function("wanted => document.body.dataset.jpThemeLight === String(wanted === 'light')", arg=wanted)
    light = home.evaluate("getComputedStyle(document.body).backgroundColor").strip("rgb()").split(",")
    assert (int(light[0]) > 128) == (wanted == "light")


def test_the_keyboard_reaches_everything_and_shows_where_it_is(home):
    visible = "a:visible, button:visible, summary:visible, select:visible"
    for _ in range(3 * home.locator(visible).count()):  # a part may be replaced meanwhile
        home.keyboard.press("Tab")
        where, style = home.evaluate("""() => { const at = document.activeElement, style = getComputedStyle(at);
            at.reached = true;
            return [at === document.body ? '' : at.outerHTML, style.outlineStyle + style.outlineWidth]; }""")
        if where:
            assert style.startswith("solid") and not style.endswith("0px"), where
    assert home.locator(visible).evaluate_all("all => all.filter(one => !one.reached).map(one => one.outerHTML)") == []
    home.locator("summary").nth(1).press("Enter")
    assert home.locator("#of-2 a").first.is_visible()


@pytest.mark.parametrize("home", [{"color_scheme": "light"}, {"color_scheme": "dark"}], indirect=True, ids=str)
@pytest.mark.parametrize("width", SIZES)
def test_axe_finds_no_fault(home, width):
    from axe_playwright_python.sync_playwright import Axe

    home.set_viewport_size({"width": width, "height": 800})
    home.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    assert home.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert _faults(Axe().run(home)) == []
    home.locator("#open-reset").press("Enter")
    assert _faults(Axe().run(home)) == []


def _faults(found) -> list[str]:
    return [f"{fault['id']}: {[node['html'] for node in fault['nodes']]}" for fault in found.response["violations"]]


@pytest.mark.parametrize("page", ["errors", "glossary", "cheatsheet"])
def test_axe_finds_no_fault_in_what_there_is_to_read(home, address, page):
    from axe_playwright_python.sync_playwright import Axe

    home.goto(f"{address}course/read/{page}")
    home.set_viewport_size({"width": 320, "height": 800})
    assert home.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert _faults(Axe().run(home)) == []
    home.get_by_role("link", name="Course home").press("Enter")
    expect(home.locator("h1")).to_contain_text("lesson 1")


def test_the_page_follows_what_is_done_in_the_lesson_and_keeps_its_place(home, work):
    home.locator("#of-1 summary").press("Enter")
    state.update("progress", lambda kept: kept | {"gradient": "passed"}, work)
    home.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(home.locator(".card").first).to_contain_text("4 of 9 right")
    assert home.locator("#of-1").get_attribute("open") is not None
    assert home.evaluate("document.activeElement.textContent") == "Questions in lesson 1"
    state.update("progress", lambda kept: kept | {"gradient": "failed"}, work)


MINE = "def row_softmax(scores):\n    return 'not saved yet'"
FIND = "[...window.jupyterapp.shell.currentWidget.content.widgets].find(cell => cell.model.type === 'code' " \
       "&& cell.model.sharedModel.getSource().startsWith('def row_softmax'))"


def test_starting_over_asks_keeps_what_was_not_saved_yet_and_shows_it_in_jupyterlab(home, work):
    lab = enter(home, "#go")
    lab.wait_for_function(FIND)
    lab.evaluate(f"mine => {FIND}.model.sharedModel.setSource(mine)", MINE)
    home.bring_to_front()
    home.locator("#open-reset").press("Enter")
    home.locator("#what").select_option("01_first_computation/row-softmax")
    expect(home.locator("#reset-will")).to_contain_text("Your answer to row-softmax goes back")
    assert not (work / "backups").exists()
    home.locator("#reset .yes").press("Enter")
    expect(home.locator("#said")).to_contain_text("What was there is kept as backups/")
    assert "not saved yet" in "".join(path.read_text() for path in (work / "backups").glob("*.ipynb"))
    assert "not saved yet" not in (work / "01_first_computation.ipynb").read_text()
    lab.wait_for_function(f"{FIND}.model.sharedModel.getSource().includes('YOUR CODE HERE')")
    assert not lab.locator(".jp-Dialog").count()
    expect(home.locator("#of-1")).to_contain_text("row-softmax to do")
    assert home.evaluate("document.activeElement.id") == "open-reset"
    state.update("progress", lambda kept: kept | {"row-softmax": "passed"}, work)


@pytest.mark.parametrize("button", ["reset", "update"])
def test_whoever_says_no_changes_nothing(home, work, button):
    before = {path.name: path.read_bytes() for path in work.glob("*.ipynb")}
    home.locator(f"#open-{button}").press("Enter")
    if button == "reset":
        expect(home.locator("#what")).to_be_focused()
        home.locator("#what").select_option("02_linear_layers/")
    expect(home.locator(f"#{button}-will")).not_to_be_empty()
    assert home.locator(f"#{button} .yes").is_disabled()  # there is nothing to do
    home.keyboard.press("Escape")
    assert not home.locator("dialog[open]").count() and home.evaluate("document.activeElement.id") == f"open-{button}"
    assert {path.name: path.read_bytes() for path in work.glob("*.ipynb")} == before


@pytest.mark.parametrize("home", [{"java_script_enabled": False}], indirect=True, ids=["no script"])
def test_every_link_works_without_the_script(home):
    lab_opened = home.locator("#go").get_attribute("href")
    assert lab_opened == f"{BASE}lab/tree/01_first_computation.ipynb#Question-gradient%3A-the-slope-of-any-curve"
    home.locator("summary").first.click()
    assert home.locator("#of-1 a").count() == 9
