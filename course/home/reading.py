"""The pages to look things up in, as HTML: the Markdown files in `docs`."""
from __future__ import annotations

import re
from html import escape, unescape
from pathlib import Path

import mistune

from course.home.parts import DOCS

TAGS = re.compile(r"<[^>]+>")
SCROLLS = {"<pre>": '<pre tabindex="0">', "<table>": '<div class="wide" tabindex="0"><table>',
           "</table>": "</table></div>"}


def find_docs(package: Path) -> Path:
    """Return the folder of the docs that come with a package: inside it from a wheel, beside it in a clone."""
    inside = package / "docs"
    return inside if inside.is_dir() else package.parent / "docs"


def names(docs: Path) -> tuple[str, ...]:
    """Return which of the pages are there."""
    return tuple(name for name in DOCS if (docs / f"{name}.md").is_file())


def to_html(markdown: str, known: tuple[str, ...]) -> str:
    """Return Markdown as HTML. Links between the pages stay links; others lead out of them, and become text.

    >>> to_html("## Out of `memory`", ()).strip()
    '<h2 id="out-of-memory">Out of <code>memory</code></h2>'
    >>> to_html("[a](glossary.md#b) [c](capstone.md)", ("glossary",)).strip()
    '<p><a href="glossary#b">a</a> c</p>'
    """
    html = str(mistune.create_markdown(escape=True, plugins=["table"])(markdown))
    html = re.sub(r"<(h[1-6])>(.*?)</\1>", _name_heading, html, flags=re.DOTALL)
    for tag, with_focus in SCROLLS.items():  # what is wider than the window is scrolled by the keyboard, too
        html = html.replace(tag, with_focus)
    link = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
    return link.sub(lambda found: _lead(found[1], found[2], known), html)


def _name_heading(heading: re.Match) -> str:
    """Give a heading the anchor that GitHub gives it."""
    text = unescape(TAGS.sub("", heading[2])).lower()
    anchor = re.sub(r"[^\w\- ]", "", text).strip().replace(" ", "-")
    return f'<{heading[1]} id="{escape(anchor)}">{heading[2]}</{heading[1]}>'


def _lead(target: str, text: str, known: tuple[str, ...]) -> str:
    page, mark, anchor = unescape(target).partition("#")
    name = page.removesuffix(".md")
    if page == "" or name in known:
        return f'<a href="{escape(name + mark + anchor)}">{text}</a>'
    return text
