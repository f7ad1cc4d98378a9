"""What nbconvert's templates show of a notebook: cleaned, and never slower than a page may be.

The class folder's configuration names these filters, so nbgrader's feedback and formgrader's page both use them.
"""
from __future__ import annotations

import re
import signal
import threading
import time
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from nbconvert.filters import ansi2html as plain_ansi2html
from nbconvert.filters.ansi import strip_ansi
from nbconvert.filters.highlight import Highlight2HTML
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from grader.desk.clean import TAGS, clean_card, clean_words, show_plain

PART_S = 1.0  # processor time for one cell or output; honest ones take milliseconds
PAGE_S = 4.0  # and for all of a page together
UNTIMED_CHARS = 10_000  # where nothing can be interrupted, longer text is shown as it is
SLOW = "Shown as plain text: rendering it takes too long."
BROKEN = "Shown as plain text: it could not be rendered."
NO_TAG = re.compile(rf"<(?!/?(?:{'|'.join(sorted(TAGS))})(?=[\s/>]))", re.IGNORECASE)


class TooSlow(BaseException):
    """Time is up; no `except Exception` of a library on the way may take it for an error of its own."""


class Renderer(IPythonRenderer):
    """nbconvert's renderer, but tags that would be cleaned away are shown as text, and pictures by their names."""

    def inline_html(self, html: str) -> str:
        return NO_TAG.sub("&lt;", html)

    def block_html(self, html: str) -> str:
        return NO_TAG.sub("&lt;", html) + "\n"

    def image(self, text: str, url: str, title: str | None = None) -> str:
        return f"[picture: {escape(text or url)}]"  # its owner would learn who looks at the page, and when


@pass_context
def markdown2html(context: Context, source: str) -> str:
    """Return a Markdown cell, or a comment, as clean HTML."""
    def render() -> str:
        return clean_words(MarkdownWithMath(renderer=Renderer(escape=False)).render(source))
    return in_time(context, render, source)


@pass_context
def highlight_code(context: Context, source: str, metadata: Any = None) -> str:
    """Return a code cell in colors."""
    def highlight() -> str:
        known = getattr(context.get("nb"), "metadata", {}).get("language_info", {})
        return Highlight2HTML(known.get("pygments_lexer", known.get("name")))(source, metadata=metadata)
    return in_time(context, highlight, source)


@pass_context
def ansi2html(context: Context, text: str) -> str:
    """Return what a cell printed, with the colors that it asked for."""
    return in_time(context, lambda: plain_ansi2html(text), text, lambda why: escape(strip_ansi(text)))


@pass_context
def clean_html(context: Context, html: str) -> str:
    """Return the HTML of an output, which is a card of ours; a raw cell is text."""
    if getattr(context.get("cell"), "cell_type", "") == "raw":
        return show_plain(str(html))
    return clean_card(str(html))


def keep(text: str) -> str:
    """Stand in for a filter that would change addresses after they were cleaned."""
    return text


def in_time(
    context: Context | Mapping[str, Any], work: Callable[[], str], text: str,
    otherwise: Callable[[str], str] | None = None,
) -> str:
    """Return what `work` makes of a text, or the plain text if that fails, or if it or the page takes too long."""
    otherwise = otherwise or (lambda why: show_plain(text, why))
    resources = context.get("resources") or {}
    left_s = resources.get("render_left_s", PAGE_S)
    if left_s <= 0 or not (can_interrupt() or len(text) <= UNTIMED_CHARS):
        return otherwise(SLOW)
    started = time.thread_time()
    try:
        return interrupt_after(min(PART_S, left_s), work)
    except TooSlow:
        return otherwise(SLOW)
    except Exception:
        return otherwise(BROKEN)
    finally:
        resources["render_left_s"] = left_s - (time.thread_time() - started)


def can_interrupt() -> bool:
    """Return whether work of this thread can be interrupted."""
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()


def interrupt_after(cpu_s: float, work: Callable[[], str]) -> str:
    """Do some work, but not longer than it may take; regular expressions can be interrupted too.

    It is processor time that counts: what is quick takes no longer on a busy machine.

    Raises:
        TooSlow: it took longer.
    """
    if not can_interrupt():
        return work()
    armed = True

    def stop(number: int, frame: object) -> None:
        if armed:
            raise TooSlow

    before = signal.signal(signal.SIGVTALRM, stop)
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, cpu_s, cpu_s)  # again, should a library swallow the first
        return work()
    finally:
        armed = False
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
