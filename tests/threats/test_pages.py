"""Threats 16 and 30: script and markup in all that a learner writes, opened in a browser as an instructor opens it."""
from __future__ import annotations

import json
import shutil
import warnings
from pathlib import Path

import pytest
from graded_page import as_formgrader, render
from hostile_class import HONEST, Learner, assert_as_stated, grade_class, parametrize
from sample_class import LESSON, PLAIN, Cells, position

from grader.classroom.folder import load_config
from grader.classroom.gradebook import open_gradebook
from grader.desk.feedback import write_feedback
from grader.kernels import sandbox

pytestmark = [pytest.mark.browser, pytest.mark.skipif(bool(sandbox.available()), reason="no sandbox here"),
              pytest.mark.skipif(not shutil.which("chromium"), reason="needs Chromium")]
DO = "window.hacked=(window.hacked||0)+1"
AWAY = "http://hacked.test/"  # what is fetched from there tells the learner who looks at the page, and when
MARKUP = (
    f"<script>{DO}</script>", f"<img src=x onerror='{DO}'>", f"<svg onload='{DO}'></svg>", f"<body onload='{DO}'>",
    f"<iframe srcdoc='<script>parent.{DO}</script>'></iframe>", f"<details open ontoggle='{DO}'>x</details>",
    f"<input autofocus onfocus='{DO}'>", f"<a class=click href='javascript:{DO}'>x</a>", f"[x](javascript:{DO})",
    f"[x](java&#115;cript&colon;{DO})", f"[x]( javascript:{DO} )", f"<javascript:{DO}>", f"[r]: javascript:{DO}\n\n[r]",
    f"--><script>{DO}</script><!--", f"</textarea></pre></code><script>{DO}</script>", f"<<script>{DO}//<</script>",
    f"<ScRiPt\n>{DO}</sCrIpT\n>", f"<math><mtext><table><mglyph><style><img src=x onerror='{DO}'>",
    f"$\\href{{javascript:{DO}}}{{x}}$", f"`</code><script>{DO}</script>`", f"```\n</pre><script>{DO}</script>\n```",
    f"<img src={AWAY}1>", f"![x]({AWAY}2)", f"![x][p]\n\n[p]: {AWAY}3", f"<link rel=stylesheet href={AWAY}4>",
    f"<style>@import '{AWAY}5';</style>", f"<div style='background:url({AWAY}6)'>x</div>", f"<base href={AWAY}7>",
    f"<meta http-equiv=refresh content='0;url={AWAY}8'>", f"<form action={AWAY}9><button autofocus>x</button></form>",
    f"{{{{ ''.__class__ }}}} {{% raw %}}<script>{DO}</script>", f"<object data={AWAY}10></object>",
    f"<video src={AWAY}11 autoplay></video>", f"<picture><source srcset={AWAY}12><img src={AWAY}13></picture>",
    f"[x](javascript\\:{DO})", f"[x](jav&amp;#x61;script:{DO})", f"[x](jav&#x61;script&#58;{DO})",
    f"[x](java\\\nscript:{DO})", f"[x](<java&Tab;script:{DO}>)", f"[x](&#1;javascript:{DO})",
    f"[x](JaVaScRiPt&colon;{DO})", f"[x][y]\n\n[y]: javascript\\:{DO} 'z'", f"<javascript\\:{DO}>",
    f"<javascript&colon;{DO}>", f"[x](vbscript:{DO})", f"[x](data:text/html,<script>opener.{DO}</script>)",
    f"[x](files/javascript:{DO})", f"[x](/files/javascript:{DO})", f"[x](files/files/javascript:{DO})",
    f"![x](files/javascript:{DO})", f"[<b>[x](javascript:{DO})</b>](http://a)", f"> - [x](javascript\\:{DO})",
    f"|[x](javascript\\:{DO})|\n|-|\n|<a href=javascript&colon;{DO}>x</a>|", f"# [x](javascript\\:{DO})",
    f"<a href='jav&#x0A;ascript:{DO}'>x</a>", f"<a href=&#14;javascript:{DO}>x</a>",
    f"<svg><a xlink:href='javascript:{DO}'><text y=9>x</text></a></svg>", f"<math href='javascript:{DO}'><mi>x</mi>",
    f"<math><maction actiontype='statusline#' xlink:href='javascript:{DO}'>x</maction></math>",
    f"<svg><animate attributeName=href values='javascript:{DO}'/><a id=x><text y=9>x</text></a></svg>",
    f"<a href=http://a onclick='{DO}'>x</a>", f"<b onpointerenter='{DO}' onclick='{DO}'>x</b>",
    f"<div><p onclick={DO}>\n\n[x](javascript\\:{DO})\n\n</div>", f"<details ontoggle={DO}><summary>x</summary>",
    f"<noscript><p title='</noscript><img src=x onerror={DO}>'>", f"<template><img src=x onerror={DO}></template>",
    f"<textarea><img title='</textarea><img src=x onerror={DO}>'>", f"<?x <img src=x onerror={DO}>?>",
    f"<![CDATA[<img src=x onerror={DO}>]]>", f"<!--><img src=x onerror={DO}>-->", f"```html'onclick='{DO}\nx\n```",
    f"```mermaid\n</pre><img src=x onerror={DO}>\n```", f"<style><!--</style><img src=x onerror={DO}>-->",
    "<div style='position:fixed;inset:0;background:#fff'>COVERED</div>", "<h1 id=notebook-container>x</h1>",
    "<div class='mark-graded score-saved navbar-fixed-top' data-link=x>x</div>", "# fraud-why-comment",
    f"<form id=x></form><button form=x formaction='javascript:{DO}'>x</button>",
)
FORMULAS = tuple(f"${command}{{x}}{{y}}$" for command in (
    r"\href", r"\url", r"\style", r"\class", r"\cssId", r"\htmlData", r"\require", r"\unicode", r"\data",
    r"\mmlToken", r"\bbox[x]", r"\hr<wbr>ef", r"\hr<!-- -->ef", r"\hr&#101;f", "&#92;href", r"\HREF"))
OUTPUTS = f"""
from IPython.display import HTML, SVG, Javascript, Latex, Markdown, display
markup = {MARKUP!r}
for text in markup:
    print(text)
    print(f'\\x1b[31m{{text}}\\x1b[0m\\x1b]8;;javascript:{DO}\\x1b\\\\link\\x1b]8;;\\x1b\\\\')
    for kind in ('text/html', 'text/markdown', 'text/latex', 'image/svg+xml', 'application/javascript', 'text/plain',
                 'application/vnd.jupyter.widget-view+json', 'image/png', 'application/vnd.plotly.v1+json'):
        display({{kind: text, 'text/plain': text}}, raw=True, metadata={{kind: {{'width': f'1" onload="{DO}'}}}})
display({{'image/png': 'aGk=" onerror="{DO}"', 'image/jpeg': '"><script>{DO}</script>'}}, raw=True)
raise type('<script>{DO}</script>', (Exception,), {{}})(''.join(markup))
"""
NAMED = f"class Odd: pass\nOdd.__name__ = Odd.__qualname__ = '<img src=x onerror={DO}>'\n"
ANSWERS = {
    "tensor-shape-answer": NAMED + "predicted_shape, predicted_dtype = Odd(), {'<script>' + 'x()': Odd()}",
    "row-softmax-answer": f"def row_softmax(scores):\n    raise ValueError({''.join(MARKUP)!r})",
    "first-rates-answer": NAMED + f"def rates(*_):\n    return '`<img src=x onerror={DO}>`', Odd(), Odd",
    "gradient-answer": f"def slope(f, x):\n    raise type('`{MARKUP[1]}`', (Exception,), {{}})",
    "fraud-answer": f"# {' '.join(MARKUP[:3])}\nship_it, missed_share = {MARKUP[0]!r}, {MARKUP[1]!r}",
}


def write_everywhere(cells: Cells) -> Cells:
    """Every markup stands in a cell of its own of every kind, and in the words that a person grades."""
    cells[position(cells, "fraud-why")]["source"] = "\n\n".join(MARKUP)
    kinds = {"markdown": {}, "raw": {"metadata": {"raw_mimetype": "text/html", "format": "text/html"}},
             "code": {"outputs": [], "execution_count": None}}
    own = [{"cell_type": kind, "metadata": {}, "source": text} | more
           for kind, more in kinds.items() for text in MARKUP + FORMULAS]
    attached = {"cell_type": "markdown", "metadata": {}, "source": "![x](attachment:x.svg)",
                "attachments": {"x.svg": {"image/svg+xml": f"<svg onload='{DO}'>", "text/html": MARKUP[0]}}}
    last = {"cell_type": "code", "metadata": {}, "source": OUTPUTS, "outputs": [], "execution_count": None}
    return [*cells, *own, attached, last]


VANDAL = Learner("vandal", 16, ANSWERS, {"broadcast": PLAIN["broadcast"]}, 2,
                 edit=write_everywhere)
NAME = Learner("<img src=x onerror=window.hacked=1>", 16, answers=PLAIN, told="expected a name without")
REFUSED = Learner("refused", 16, raw=b"{}", file_name=f"<img src=x onerror={DO}>.ipynb",
                  files={"b.ipynb": b"{}"}, told="expected the notebook")

WHO = (HONEST[0], VANDAL, NAME, REFUSED)


@pytest.fixture(scope="module")
def graded(run, released_class, tmp_path_factory):
    return grade_class(run, released_class, tmp_path_factory.mktemp("pages") / "class", WHO)


@pytest.fixture(scope="module")
def pages(graded, tmp_path_factory) -> dict[str, Path]:
    """The pages on which an instructor sees what a learner wrote."""
    folder, found = tmp_path_factory.mktemp("pages"), {"report": graded.folder / "results" / LESSON / "report.html"}
    with warnings.catch_warnings():  # of nbconvert, about cells' ids and alternative texts
        warnings.simplefilter("ignore")
        made = write_feedback(graded.folder, LESSON, lambda total: None, lambda name, reason: None)
        assert not made.failed
        found |= {"feedback": next(path for path in made.pages if VANDAL.name in path.parts),
                  "refusal": next(path for path in made.pages if REFUSED.name in path.parts)}
        notebook = graded.folder / "autograded" / VANDAL.name / LESSON / f"{LESSON}.ipynb"
        ways = {"formgrader": as_formgrader(graded.folder), "nbconvert": {"config": load_config(graded.folder)}}
        for name, options in ways.items():
            found[name] = folder / f"{name}.html"
            found[name].write_text(render(notebook, options), encoding="utf-8")
    return found


FIND = {
    "links": "[...document.querySelectorAll('a, area, form, button, [*|href]')].filter(each => each.tagName != 'LINK')"
             ".flatMap(each => ['href', 'xlink:href', 'action', 'formaction'].map(name => each.getAttribute(name)))"
             ".filter(link => link !== null)",
    "covering": "[...document.querySelectorAll('body *')].filter(each => /COVERED/.test(each.innerText)"
                " && /fixed|absolute/.test(getComputedStyle(each).position)).length",
    "names": "[...document.querySelectorAll(':is(.text_cell_render, .words) :is([id], [name], [data-link])')]"
             ".map(each => each.id).filter(id => !id.startsWith('section-'))",
    "classes": "[...document.querySelectorAll(':is(.text_cell_render, .words) :is(.mark-graded, .mermaid)')].length",
    "formulas": r"[...document.querySelectorAll('.rendered_html')].map(each => each.innerText).filter(text =>"
                r" /\\(href|url|style|class|cssid|html|require|unicode|data|mml|bbox)/i.test(text))",
}
PRESS = """async () => {
const leads_away = each => /^(https?|mailto|file):$/.test(each.closest?.('a')?.protocol)
document.addEventListener('click', event => { if (leads_away(event.target)) event.preventDefault() }, true)
for (const each of document.querySelectorAll('body *')) {
    for (const kind of ['click', 'toggle', 'pointerenter', 'focus'])
        each.dispatchEvent(new MouseEvent(kind, {bubbles: kind == 'click', cancelable: true}))
    if (each.closest('a') && !leads_away(each)) await new Promise(done => setTimeout(done, 20))
}}"""


def look_at(path: Path) -> dict:
    """Open a page, wait for what it loads, press all that can be pressed, and tell what happened."""
    from playwright.sync_api import sync_playwright

    asked: list[str] = []

    def answer(route) -> None:
        asked.append(route.request.url)
        route.continue_() if route.request.url.startswith("file:") else route.abort()

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        page.route("**/*", answer)
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        page.wait_for_timeout(500)
        shown = page.inner_text("body")
        found = {name: page.evaluate(script) for name, script in FIND.items()}
        page.evaluate(PRESS)
        page.wait_for_timeout(300)
        hacked, address = page.evaluate("window.hacked"), page.url.partition("#")[0]
        browser.close()
    return found | {"hacked": hacked, "left": address != path.as_uri(), "asked": asked, "shown": shown}


@parametrize(WHO)
def test_markup_changes_no_mark(graded, learner):
    """Row 16."""
    assert_as_stated(graded, learner)


@pytest.mark.parametrize("name", ["report", "feedback", "refusal", "formgrader", "nbconvert"])
def test_nothing_that_a_learner_wrote_runs_in_a_browser(pages, name):
    """Rows 16 and 30: no script runs, nothing is fetched from elsewhere, the page stays; yet all of it can be read."""
    seen = look_at(pages[name])
    assert seen["hacked"] is None and not seen["left"]
    assert not [url for url in seen["asked"] if url.startswith(AWAY) or url.endswith("/x")]
    assert "onerror" in seen["shown"]


@pytest.mark.parametrize("name", ["feedback", "formgrader"])
def test_what_a_learner_wrote_covers_nothing_and_takes_no_name_of_the_page(pages, name):
    """Row 16: links lead to pages, mails and headings; nothing is placed over the page or found in its stead."""
    seen = look_at(pages[name])
    ours = "/formgrader/"  # formgrader's own bar at the top
    assert not [link for link in seen["links"] if not link.startswith(("http://", "https://", "mailto:", "#", ours))]
    assert "COVERED" in seen["shown"]
    assert not any(seen[kind] for kind in ("covering", "names", "classes", "formulas")), seen


def test_a_name_that_is_markup_is_no_name_in_the_gradebook(graded):
    """Row 16: formgrader shows names as they are."""
    with open_gradebook(graded.folder) as gradebook:
        assert NAME.name not in [student.id for student in gradebook.api.students]


def test_nothing_but_text_and_pictures_is_kept(graded):
    """Row 16: of outputs, before any page is made of them."""
    path = graded.folder / "autograded" / VANDAL.name / LESSON / f"{LESSON}.ipynb"
    outputs = [output for cell in json.loads(path.read_text())["cells"] if cell["id"].startswith("own")
               for output in cell.get("outputs", [])]
    assert {mime for output in outputs for mime in output.get("data", {})} == {"text/plain"}
