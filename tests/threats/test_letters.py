"""Threats 16 and 30, in letters: formulas, pictures, names and words, which reach the page by ways of their own."""
from __future__ import annotations

import base64
import json
import re
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from nbformat import from_dict
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell
from sample_class import LESSON

from course.checking.question import Result
from grader.desk.clean import clean_words
from grader.desk.feedback import write_feedback
from grader.desk.letters.facts import Facts, Mark, Total
from grader.desk.letters.formulas import ATTRIBUTES, TAGS, to_mathml
from grader.desk.letters.page import Release, render_letter
from grader.desk.letters.show import Shown

DO = "window.hacked=1"
MARKUP = (f"<script>{DO}</script>", f"<img src=x onerror={DO}>", f"\"><svg onload={DO}>", f"'><b onclick={DO}>x</b>",
          f"</pre></style><script>{DO}</script>", f"`</code><script>{DO}</script>`", "{{ 7 * 7 }}",
          f"</title><script>{DO}", f"--><script>{DO}</script>", f"javascript:{DO}")
FORMULAS = (r"\href{javascript:window.hacked=1}{x}", r"\text{<img src=x onerror=window.hacked=1>}",
            r"\style{position:fixed;inset:0}{x}", r"\class{bar}{x}", r"\cssId{q1}{x}", r"\color{red}{x}",
            r"\text{</math><script>window.hacked=1</script>}", r"\mathrm{&lt;script&gt;}", r"\text{&#60;script&#62;}",
            r"\unicode{x3c}", r"\text{<!DOCTYPE a [<!ENTITY b 'x'>]>&b;}", r"\xrightarrow{<b onclick=x>}",
            r"\begin{array}{<svg onload=x>}1\end{array}", r"\frac{1", r"\htmlData{a=b}{x}", r"\bbox[url(http://a)]{x}")


def cell(source: str, kind=new_markdown_cell, **marks):
    plain = {"grade": True, "solution": True, "locked": False, "task": False, "grade_id": "why", "points": 2}
    return kind(source, metadata={"nbgrader": plain | marks})


def render(cells, facts: Facts | None = None) -> BeautifulSoup:
    facts = facts or Facts("eve", "", LESSON, LESSON, {"why": Mark(1.0, 2.0, None, 1.0)}, {},
                           (Total(LESSON, 1.0, 2.0),))
    return BeautifulSoup(render_letter(from_dict(new_notebook(cells=cells)), Release(), facts), "html.parser")


def output(data: dict) -> str:
    return Shown(new_notebook()).output({"output_type": "display_data", "data": data})


def assert_harmless(page: BeautifulSoup) -> None:
    """Nothing in a page runs, fetches, or is styled but by its own style; each of its ids is there once."""
    assert not page.find_all(["script", "iframe", "object", "embed", "link", "form", "base", "svg"],
                             class_=lambda name: name != "bar")
    for tag in page.find_all(True):
        assert not [name for name in tag.attrs if name[:2] == "on" or name in ("style", "srcset", "formaction")], tag
        assert re.match(r"#|https?://|mailto:|data:image/(png|jpeg);base64,", tag.get("href", tag.get("src", "#"))), tag
    ids = [tag["id"] for tag in page.find_all(id=True)]
    assert not [name for name in ids if ids.count(name) > 1 and not name.startswith("section-")]


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize("block", [False, True])
def test_a_formula_is_numbers_and_letters_and_nothing_else(formula, block):
    """Row 16."""
    shown = BeautifulSoup(to_mathml(formula, block), "html.parser")
    for tag in shown.find_all(True):
        assert tag.name in TAGS | {"code"}, tag
        assert all(name == "display" or value in ATTRIBUTES.get(name, ()) for name, value in tag.attrs.items()), tag


@pytest.mark.parametrize("formula", ["x" * 3_000, "{" * 900 + "}" * 900, "\\frac" * 300, "\\begin{a}", "^", "\x00"])
def test_a_formula_that_cannot_be_read_is_shown_as_it_was_typed(formula):
    """Row 30: too long, too deep, broken."""
    shown = to_mathml(formula)
    assert shown.startswith(("<code>$", "<math"))


def test_nobody_can_put_a_formula_where_the_page_did_not():
    """Row 16: what is set aside while the words are cleaned is found again by a name that nobody can guess."""
    forged = "\ue000x-0\ue001 \ue0000\ue001 $y$\n\n<b title='\ue000-0\ue001'>b</b> [a](http://a '$z$')\n\n# $h$"
    page = render([cell(forged)])
    assert len(page.find("details").find_all("math")) == 2
    assert not [tag for tag in page.find_all(True) for value in tag.attrs.values() if "\ue000" in value or "<" in value]
    assert "\ue000" not in clean_words("<a href='http://a' title='\ue0001\ue001'>a</a>")


@pytest.mark.parametrize("text", MARKUP)
def test_whatever_a_learner_or_a_grader_wrote_is_words(text):
    """Row 16: in every place of a letter that holds somebody's words."""
    result = Result("q", "failed", 0.0, 3.0, text, text, text, text, text, text, text, text)
    facts = Facts(text, text, text, text, {"why": Mark(1.0, 2.0, None, 1.0), "q": Mark(0.0, 3.0, 0.0)},
                  {"why": text, "q": text}, (Total(text, 1.0, 5.0), Total("other", 1.0, 5.0)), {"q": result}, 90.0,
                  f"{text}: expected {text}, got {text}. {text}", True, text)
    check = cell(text, new_code_cell, grade_id="q", solution=False)
    check.metadata["grader"] = {"role": "check", "question": "q"}
    for kind in ("stream", "error", "display_data"):
        more = {"text": text} if kind == "stream" else {"ename": text, "evalue": text, "traceback": [text]} \
            if kind == "error" else {"data": {"text/html": text, "text/plain": text, "image/png": text}}
        check.outputs.append(new_output(kind, **more))
    raw = new_raw_cell(text)
    release = Release(from_dict(new_notebook(cells=[new_markdown_cell(f"# {text}\n\n## `q`: {text}"), check])))
    page = render_letter(from_dict(new_notebook(cells=[cell(text), check, raw])), release, facts, "made")
    soup = BeautifulSoup(page, "html.parser")
    assert_harmless(soup)
    assert "49" not in soup.main.get_text() or "7 * 7" in soup.main.get_text()
    assert page.count("<style>") == 1 and soup.title.get_text().endswith(text)


@pytest.mark.parametrize("data", ["aGk=\" onerror=\"x", "<svg>", "x", None, 3, ["aGk="], "data:text/html,x"])
def test_a_picture_is_one_or_is_not_shown(data):
    """Row 16: also in a notebook that somebody else than `grader grade` wrote."""
    shown = output({"image/png": data, "text/plain": "p"})
    assert "<img" not in shown and ">p<" in shown


def test_a_real_picture_is_shown():
    data = base64.b64encode(b"\x89PNG").decode()
    shown = output({"image/png": f"{data[:4]}\n{data[4:]}"})
    assert f'src="data:image/png;base64,{data}"' in shown and 'alt="' in shown


@pytest.mark.parametrize("kind", ["image/svg+xml", "application/javascript", "text/latex", "application/pdf"])
def test_no_other_kind_of_output_is_shown(kind):
    assert output({kind: f"<svg onload={DO}>"}) == ""


def test_codes_that_steer_or_turn_text_around_can_be_seen():
    """Row 27: in code, which is where they mislead."""
    shown = Shown(new_notebook()).code("x = 1  # \u202e\x1b[2J\x00")
    assert not set(shown) & set("\u202e\x1b\x00") and "u202e" in shown and "x1b" in shown


def test_a_progress_bar_is_shown_at_its_end():
    said = {"output_type": "stream", "text": "10%\r50%\r100%\ndone\r\n\x1b[31mred\x1b[0m"}
    shown = Shown(new_notebook()).output(said)
    assert ">100%\ndone\nred<" in shown


def test_a_long_answer_begins_beside_its_card_and_goes_on_below():
    source = "\n".join(f"line_{i} = {i}" for i in range(1_000))
    page = render([cell(source, new_code_cell)])
    assert "line_79" in page.section.get_text() and "line_80" not in page.section.get_text()
    assert "The rest is in the notebook below." in page.section.get_text()
    assert "line_999" in page.find("details").get_text()


def test_a_page_may_do_nothing_but_show_its_own_style():
    """The second wall: whatever got through the cleaning could neither run nor fetch."""
    page = render([cell("x")])
    policy = page.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
    assert re.fullmatch(r"default-src 'none'; img-src data:; style-src 'sha256-[\w+/=]+'; base-uri 'none'; "
                        "form-action 'none'", policy)


@pytest.mark.parametrize("links", ["timestamp.txt", "submission_secret.txt"])
def test_no_link_of_a_refused_hand_in_is_followed(graded_class, tmp_path, links):
    """Row 26: the notes beside a letter come from the learner's own folder where nothing was graded."""
    folder = shutil.copytree(graded_class[0], tmp_path / "class")
    place = folder / "submitted" / "mia" / LESSON
    (place / links).unlink(missing_ok=True)
    (place / links).symlink_to(folder / ".grader-secret")
    assert write_feedback(folder, LESSON, lambda total: None, lambda name, reason: None, 300).failed == {}
    secret = (folder / ".grader-secret").read_text().strip()
    written = folder / "feedback" / "mia" / LESSON
    assert {path.name for path in written.iterdir()} == {f"{LESSON}.html", "timestamp.txt", "submission_secret.txt"}
    assert not [path for path in written.iterdir() if secret in path.read_text()]
    assert (written / "submission_secret.txt").read_text()


@pytest.fixture(scope="module")
def letters(graded_class, tmp_path_factory) -> Path:
    folder = shutil.copytree(graded_class[0], tmp_path_factory.mktemp("seen") / "class")
    write_feedback(folder, LESSON, lambda total: None, lambda name, reason: None, 300)
    return folder / "feedback"


@pytest.mark.browser
@pytest.mark.skipif(not shutil.which("chromium"), reason="needs Chromium")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1200, 360])
def test_letters_are_accessible_fit_a_phone_and_ask_nobody_for_anything(letters, scheme, width):
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page, asked, said = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme), [], []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        for number, learner in enumerate(("ada", "chen", "mia", "pia"), 1):
            page.goto((letters / learner / LESSON / f"{LESSON}.html").as_uri())
            assert page.evaluate("getComputedStyle(document.body).backgroundColor") == (
                "rgb(255, 255, 255)" if scheme == "light" else "rgb(13, 17, 23)")
            page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
            faults = Axe().run(page).response["violations"]
            assert not [fault for fault in faults if fault["impact"] in ("serious", "critical")], json.dumps(faults)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert len(asked) == number and not said
        browser.close()


@pytest.mark.browser
@pytest.mark.skipif(not shutil.which("chromium"), reason="needs Chromium")
def test_a_section_to_read_again_opens_the_notebook_at_its_place(letters):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        page.goto((letters / "chen" / LESSON / f"{LESSON}.html").as_uri())
        assert not page.evaluate("document.querySelector('details.notebook').open")
        page.click("section a[href='#section-Reduce-over-a-dim']")
        page.wait_for_function("document.querySelector('details.notebook').open")
        assert page.locator("[id='section-Reduce-over-a-dim']").is_visible()
        browser.close()
