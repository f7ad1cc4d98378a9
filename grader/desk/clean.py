"""Clean HTML that holds a learner's words: a short list of what may stay, kept by nh3; the rest goes.

Whatever the words were before (Markdown, entities, escapes, broken tags), it is the HTML made of them that is cleaned,
as a browser reads it.
"""
from __future__ import annotations

import html as markup
import re

import nh3
from pygments.token import STANDARD_TYPES

TAGS = {
    "p", "br", "wbr", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "em", "strong", "b", "i", "u", "s", "del", "ins", "sub",
    "sup", "mark", "small", "kbd", "code", "pre", "blockquote", "ul", "ol", "li", "dl", "dt", "dd", "table", "caption",
    "thead", "tbody", "tfoot", "tr", "th", "td", "div", "span", "a", "details", "summary",
}
CLASSES = {"div": {"highlight"}, "span": {name for name in STANDARD_TYPES.values() if name}, "a": {"anchor-link"}}
STYLES = {  # of our cards: none can cover the page or fetch an address
    "color", "background-color", "border", "border-left", "border-radius", "border-collapse", "padding", "margin",
    "max-width", "font-family", "font-size", "font-weight", "line-height", "text-align", "vertical-align",
    "white-space",
}
HEADINGS = {f"h{level}": {"id"} for level in range(1, 7)}
TARGET = re.compile(r"https?://|mailto:", re.IGNORECASE)
FETCHES = re.compile(r"url|image|src|element\(|\\", re.IGNORECASE)  # the last one could spell any of these
OWN = "section-"  # a heading named like something in the page around it must not be taken for that
SET_ASIDE = {0xE000: None, 0xE001: None}  # around what is put back after cleaning: never into an attribute
JOINER = "\u2060"  # looks like nothing
COMMAND = re.compile(r"\\(?=href|url|style|class|cssid|html|require|unicode|data|mmltoken|bbox|action|csname)",
                     re.IGNORECASE)


def _filter_attribute(tag: str, name: str, value: str) -> str | None:
    """Keep links that lead to a page, an email or a heading; no relative ones, which lead to files beside the page."""
    value = value.translate(SET_ASIDE)
    if name == "href":
        if value.startswith("#"):
            return f"#{OWN}{value[1:]}"
        return value if TARGET.match(value) else None
    if name == "style":
        return None if FETCHES.search(value) else value
    return f"{OWN}{value}" if name == "id" else value


WORDS = nh3.Cleaner(
    tags=TAGS, attributes={"a": {"href", "title"}, "th": {"scope"}} | HEADINGS, allowed_classes=CLASSES,
    url_schemes={"http", "https", "mailto"}, attribute_filter=_filter_attribute,
)
CARDS = nh3.Cleaner(
    tags=TAGS, attributes={"*": {"style"}, "a": {"href"}, "th": {"scope"}}, filter_style_properties=STYLES,
    url_schemes={"http", "https", "mailto"}, attribute_filter=_filter_attribute,
)


def clean_words(html: str) -> str:
    """Return the HTML of a learner's Markdown with nothing in it that runs, fetches, covers or misleads.

    >>> clean_words('<a href="jav&#x61;script:x">a</a> <b onclick="x">b</b><script>c</script>')
    '<a rel="noopener noreferrer">a</a> <b>b</b>'
    """
    return disarm_formulas(WORDS.clean(html))


def clean_card(html: str) -> str:
    """Return the HTML of a card as it was, less whatever is not in our cards."""
    return disarm_formulas(CARDS.clean(html))


def disarm_formulas(html: str) -> str:
    """Take the commands apart with which a formula could run, fetch or cover something when MathJax shows it.

    MathJax reads the text between the tags, after the browser; in cleaned HTML a command has only one spelling.
    """
    return COMMAND.sub("\\\\" + JOINER, html)


def show_plain(text: str, why: str = "") -> str:
    """Return any text as HTML that shows it letter by letter, below a note why it is shown so."""
    note = f"<p><em>{markup.escape(why)}</em></p>" if why else ""
    return f"{note}<pre>{markup.escape(text)}</pre>"
