"""The parts of a graded notebook as clean HTML, none of them slower than a page may be."""
from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Collection
from functools import cache
from html import escape, unescape
from secrets import token_hex
from typing import Any
from urllib.parse import quote

from markupsafe import Markup
from nbconvert.filters.ansi import strip_ansi
from nbconvert.filters.markdown_mistune import MarkdownWithMath

from grader.desk.clean import OWN, SET_ASIDE, clean_card, clean_words
from grader.desk.filters import PAGE_S, Renderer, in_time
from grader.desk.letters.formulas import to_mathml

MAX_LINES, MAX_CHARS = 80, 6_000  # of an answer beside its card; the whole of it stands in the notebook below
PICTURES = ("image/png", "image/jpeg")
LOWER = 2  # levels by which a notebook's headings stand below the letter's own
UNSEEN = {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160)) if chr(code) not in "\n\t"} | {
    code: f"\\u{code:04x}" for code in (0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))}


def visible(text: str) -> str:
    r"""Return a text in which codes that steer a terminal or turn the text around can be seen.

    >>> visible("a\x1b[2J\n")
    'a\\x1b[2J\n'
    """
    return text.replace("\r\n", "\n").translate(UNSEEN)


def anchor(heading: str) -> str:
    """Return the id of a heading in a notebook that is shown in a letter."""
    return OWN + heading.replace(" ", "-")


def link_to(heading: str) -> str:
    return f"#{quote(anchor(heading))}"


class LetterRenderer(Renderer):
    """Markdown in a letter: headings below the letter's own, formulas set aside until the rest is clean."""

    def __init__(self) -> None:
        super().__init__(escape=False, exclude_anchor_links=True)
        self.formulas: list[str] = []
        self.mark = token_hex(8)  # no learner can guess a name that is drawn for each text

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        name = escape(unescape(re.sub(r"<[^>]*>", "", text)).replace(" ", "-").translate(SET_ASIDE))
        return f'<h{min(6, level + LOWER)} id="{name}">{text}</h{min(6, level + LOWER)}>\n'

    def _set_aside(self, formula: str, block: bool) -> str:
        self.formulas.append(to_mathml(formula, block))
        return f"\ue000{self.mark}-{len(self.formulas) - 1}\ue001"

    def inline_math(self, body: str) -> str:
        return self._set_aside(body, False)

    def block_math(self, body: str) -> str:
        return self._set_aside(body, True)

    def latex_environment(self, name: str, body: str) -> str:
        return self._set_aside(f"\\begin{{{name}}}{body}\\end{{{name}}}", True)

    def put_back(self, html: str) -> str:
        """Return clean HTML with the formulas in it, none of them within a tag: cleaning has removed those."""
        return re.sub(f"\ue000{self.mark}-(\\d+)\ue001", lambda found: self.formulas[int(found[1])], html)


class Shown:
    """Shows what is in one notebook; all of it together may take as long as a page may.

    Args:
        notebook: the notebook.
        known: texts of the lesson itself, which every learner's notebook has; they are worked on once.
        kept: what was made of these.
    """

    def __init__(self, notebook: Any, known: Collection[str] = (), kept: dict[tuple[str, str], str] | None = None):
        self.context = {"nb": notebook, "resources": {"render_left_s": PAGE_S}}
        self.language = _language(notebook)
        self.known, self.kept = known, {} if kept is None else kept
        self.own: dict[tuple[str, str], str] = {}

    def words(self, source: str) -> Markup:
        """Return Markdown as HTML."""
        def render() -> str:
            renderer = LetterRenderer()
            return renderer.put_back(clean_words(MarkdownWithMath(renderer=renderer).render(visible(source))))
        return self._once("words", source, render)

    def code(self, source: str) -> Markup:
        """Return code in colors."""
        return self._once("code", source, lambda: highlight_code(visible(source), self.language))

    def answer(self, cell: Any) -> Markup:
        """Return a learner's answer, or the beginning of a long one."""
        if cell.cell_type == "markdown":
            return self.words(cell.source)
        lines = cell.source.split("\n")
        text = "\n".join(lines[:MAX_LINES])[:MAX_CHARS]
        if text == cell.source:
            return self.code(text)
        return self.code(text) + Markup('<p class="soft">… The rest is in the notebook below.</p>')

    def output(self, output: Any) -> Markup:
        """Return what a cell gave: a card, a picture or text, and nothing else."""
        data = output.get("data", {})
        if output["output_type"] == "stream":
            return self._text(output.get("text", ""))
        if output["output_type"] == "error":
            return self._text("\n".join(output.get("traceback", [])) or f"{output['ename']}: {output['evalue']}")
        if "text/html" in data:
            return self.card(str(data["text/html"]))
        for kind in PICTURES:
            if picture := _read_picture(data.get(kind)):
                return Markup(f'<img alt="Picture drawn by the code above" src="data:{kind};base64,{picture}">')
        return self._text(str(data.get("text/plain", "")))

    def card(self, html: str) -> Markup:
        """Return a card of ours as a notebook holds it."""
        return self._once("card", html, lambda: clean_card(visible(html)))

    def _text(self, said: str) -> Markup:
        def show() -> str:
            text = "\n".join(line.rstrip("\r").rpartition("\r")[2] for line in strip_ansi(said).split("\n"))
            return _as_typed(text) if text.strip() else ""
        return self._once("text", said, show, lambda why: _as_typed(said))

    def _once(
        self, kind: str, source: str, make: Callable[[], str], otherwise: Callable[[str], str] | None = None,
    ) -> Markup:
        """Do the work on a text once: for the whole class where it is the lesson's, else for this page."""
        kept = self.kept if source in self.known else self.own
        key, late = (kind, source), []
        if key not in kept:
            def instead(why: str) -> str:
                late.append(why)
                return (otherwise or (lambda why: _plain(source, why)))(why)
            shown = in_time(self.context, make, source, instead)
            if late:  # of another page, whose time is not up, it may yet be made
                self.own[key] = shown
                return Markup(shown)
            kept[key] = shown
        return Markup(kept[key])


def _plain(source: str, why: str) -> str:
    return f'<p class="soft">{why}</p>{_as_typed(source)}'


def _as_typed(text: str) -> str:
    return f'<pre class="output" tabindex="0">{escape(visible(text))}</pre>'


def highlight_code(source: str, language: str) -> str:
    """Return code in colors, all of it escaped."""
    from pygments import highlight

    return f'<pre class="code">{highlight(source, _lexer(language), _formatter()).rstrip()}</pre>'


@cache
def _formatter() -> Any:
    from pygments.formatters import HtmlFormatter

    return HtmlFormatter(nowrap=True)


@cache
def _lexer(language: str) -> Any:
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return get_lexer_by_name("text", stripnl=False)


def _language(notebook: Any) -> str:
    """Return the language of a notebook's code by the name that Pygments knows."""
    known = notebook.metadata.get("language_info", {})
    name = str(known.get("pygments_lexer") or known.get("name") or "python")
    return "ipython3" if name in ("python", "ipython") else name


def _read_picture(data: Any) -> str:
    """Return a picture's base64 on one line, or "" if it is none."""
    text = re.sub(r"\s", "", data) if isinstance(data, str) else ""
    try:
        base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return ""
    return text
