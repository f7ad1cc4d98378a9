"""The course on the web: no answer on it, nothing asked of another host, no dead link, and readable for everyone."""
import functools
import html
import http.server
import os
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from conftest import made_once

from course.predictions import lookup as predictions
from grader.lessons.copies import NOTEBOOKS, find_lessons
from grader.lessons.text import BEGIN, END, read_lesson, released

pytestmark = pytest.mark.prove

ROOT = Path(__file__).resolve().parent.parent
LESSONS = sorted(find_lessons())
needs_browser = pytest.mark.skipif(not shutil.which("chromium"), reason="needs Chromium")
SERIOUS = ("serious", "critical")
AT_HAND = ("cheatsheet", "errors", "glossary")


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Path:
    """A folder that holds the site under a path of its own, built as `make site` builds it."""
    def build(made: Path) -> None:
        command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-d", str(made / "doctrees"),
                   str(ROOT / "docs"), str(made / "site")]
        done = subprocess.run(command, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[-3000:]
        shutil.copytree(made / "site", made / "web" / "some" / "path")

    return made_once("site", build, tmp_path_factory) / "web"


def pages(site: Path) -> dict[str, str]:
    """Return every page's text, by its address below the site's root."""
    return {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in site.rglob("*.html")}


def squeeze(text: str) -> str:
    """Return a text without its spacing."""
    return re.sub(r"\s+", "", text)


def in_plain(page: str) -> str:
    """Return a page's text without tags and spacing."""
    return squeeze(html.unescape(re.sub(r"<[^>]+>", "", page)))


def solutions(name: str) -> set[str]:
    """Return the lines of a lesson's answers."""
    source = find_lessons()[name].read_text(encoding="utf-8")
    between = re.findall(rf"{BEGIN}[^\n]*\n(.*?)\n[^\n]*{END}", source, re.DOTALL)
    return {squeeze(line.removeprefix("# ")) for block in between for line in block.splitlines()}


@pytest.fixture(scope="session")
def given() -> str:
    """All that learners are given: their copies of the lessons, and the pages to keep at hand."""
    copies = [cell.source for path in find_lessons().values() for cell in released(read_lesson(path)).cells]
    return squeeze("".join([*copies, *((ROOT / "docs" / f"{name}.md").read_text() for name in AT_HAND)]))


@pytest.fixture(scope="session")
def shown(site) -> dict[Path, str]:
    """The text of every file of the site that isn't a picture, without spacing."""
    read = {path: path.read_text(encoding="utf-8", errors="replace") for path in site.rglob("*")
            if path.is_file() and path.suffix not in (".png", ".svg", ".woff2")}
    return {path: in_plain(text) if path.suffix == ".html" else squeeze(text).replace('\\"', '"')
            for path, text in read.items()}


@pytest.mark.parametrize("name", LESSONS)
def test_no_answer_is_anywhere_on_the_site(shown, given, name):
    answers = {line for line in solutions(name) if len(line) >= 12 and line not in given}
    assert len(answers) >= 9
    assert {(path.name, line) for path, text in shown.items() for line in answers if line in text} == set()


def test_no_prediction_is_settled(site):
    everything = "".join(in_plain(text) for text in pages(site).values())
    truths = [truth for lesson in predictions.lessons().values() for truth in lesson]
    assert len(truths) > 30
    assert [truth.id for truth in truths if squeeze(truth.because).replace("`", "") in everything] == []


def test_only_what_is_published_is_there(site):
    kinds = {path.suffix for path in site.rglob("*") if path.is_file()}
    assert kinds <= {".html", ".js", ".css", ".png", ".svg", ".ipynb", ".inv", ".map", ".txt", ""}
    downloads = {path.name: path.read_bytes() for path in site.rglob("*.ipynb")}
    assert downloads == {f"{name}.ipynb": (NOTEBOOKS / f"{name}.ipynb").read_bytes() for name in LESSONS}


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_shows_its_pictures_and_its_open_questions(site, name):
    page = pages(site)[f"some/path/lessons/{name}.html"]
    source = find_lessons()[name].read_text(encoding="utf-8")
    assert page.count('src="../_static/lessons/') >= 8
    assert page.count('class="run-this"') == len(re.findall(r"^# %% check=", source, re.MULTILINE))
    asked = re.findall(r"^(?:predictions\.)?predict\(", source, re.MULTILINE)
    assert page.count("Your guess? The first one counts.") == len(asked)
    assert "Getthislesson" in in_plain(page)


def test_every_link_on_the_site_leads_somewhere(site):
    texts, dead = pages(site), []
    for place, text in texts.items():
        for link in re.findall(r'(?:href|src)="([^"]+)"', text):
            target = urlsplit(urljoin(f"//site/{place}", html.unescape(link)))
            if target.netloc != "site" or target.scheme == "data":
                continue
            path = unquote(target.path).lstrip("/")
            file = site / path / "index.html" if (site / path).is_dir() else site / path
            named = not target.fragment or re.search(rf'id="{re.escape(html.escape(unquote(target.fragment)))}"',
                                                     texts.get(path, ""))
            if not file.is_file() or not named:
                dead.append((place, link))
    assert dead == []


@pytest.fixture(scope="session")
def address(site):
    """Serve the site below a path, and return the address of that path."""
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/some/path"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield started
        started.close()


@needs_browser
@pytest.mark.browser
def test_a_page_asks_no_other_host_and_finds_all_it_asks_for(site, address, browser):
    page, asked, missing = browser.new_page(), [], []
    page.set_default_timeout(600_000)
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda response: missing.append(response.url) if response.status >= 400 else None)
    for place in pages(site):
        page.goto(f"{address}/{place.removeprefix('some/path/')}", wait_until="load")
        page.evaluate("document.querySelectorAll('img').forEach(image => image.loading = 'eager')")
        page.wait_for_function("[...document.images].every(image => image.complete && image.naturalWidth > 0)")
    assert {url for url in asked if not url.startswith((address, "data:"))} == set() and missing == []


@needs_browser
@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("place", ["index", "lessons/01_first_computation", "glossary"])
def test_axe_finds_no_serious_fault(address, browser, place, scheme):
    from axe_playwright_python.sync_playwright import Axe

    page = browser.new_page(color_scheme=scheme, viewport={"width": 1280, "height": 900})
    page.set_default_timeout(600_000)
    page.goto(f"{address}/{place}.html", wait_until="load")
    found = Axe().run(page).response["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found if fault["impact"] in SERIOUS] == []


@needs_browser
@pytest.mark.browser
def test_the_search_finds_a_lesson_and_details_open(address, browser):
    page = browser.new_page()
    page.set_default_timeout(600_000)
    page.goto(f"{address}/search.html?q=broadcasting")
    page.wait_for_selector("#search-results a[href*='01_first_computation']")
    page.goto(f"{address}/lessons/01_first_computation.html")
    answers = page.locator("details", has_text="It falls.")
    assert not answers.locator("p", has_text="It falls.").is_visible()
    answers.locator("summary").click()
    assert answers.locator("p", has_text="It falls.").is_visible()


@needs_browser
@pytest.mark.browser
def test_opened_as_files_the_search_finds_and_nothing_fails(site, browser):
    page, said = browser.new_page(), []
    page.set_default_timeout(600_000)
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.goto(f"{(site / 'some' / 'path' / 'search.html').as_uri()}?q=broadcasting", wait_until="load")
    page.wait_for_selector("#search-results a[href*='01_first_computation']")
    page.wait_for_selector("#search-results p:has-text('finished')")
    page.wait_for_load_state("networkidle")
    assert said == []


def test_every_page_has_the_course_s_icon(site):
    for place, text in pages(site).items():
        assert re.search(r'<link rel="(?:shortcut )?icon" href="[^"]*icon\.svg"', text), place


def test_a_broken_lesson_fails_by_its_name(tmp_path):
    script = ("import sys; sys.path.insert(0, 'docs'); import lesson_pages, nbformat; from pathlib import Path; "
              "lesson_pages.build_page(Path(sys.argv[1]), Path('notebooks'), '09_broken', nbformat.v4.new_notebook("
              "cells=[nbformat.v4.new_code_cell('1 / 0')]))")
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, capture_output=True, text=True,
                          env=os.environ | {"PYTHONPATH": str(ROOT)})
    assert done.returncode and "BrokenLesson: lesson 09_broken: expected its cells to run" in done.stderr
    assert "ZeroDivisionError" in done.stderr and not list(tmp_path.glob("*.ipynb"))
