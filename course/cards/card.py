"""A result as a card: HTML that fits JupyterLab's light and dark themes, and plain text."""
from __future__ import annotations

import html as markup
import sys
import textwrap
from dataclasses import dataclass

from course.cards import grids
from course.cards.case import Case
from course.cards.style import STYLE, code_spans
from course.checking.facts import Fact
from course.checking.question import Result

LABELS = {"passed": "✓ Right", "failed": "✗ Not right yet", "not tried": "○ Not tried yet", "broken": "! Our fault",
          "held": "? Held for your instructor",
          "ready": "● Ready to hand in", "practice": "● Practice"}
EDGES = {"passed": "#1a7f5a", "failed": "#c2410c", "not tried": "#6b7280", "broken": "#7c3aed", "held": "#7c3aed",
         "ready": "#0b57d0", "practice": "#0b57d0"}
NEXT = {
    "not tried": "Fill in the cell above, run it, then run this one.",
    "held": "Your instructor will look at this one. It earns no points until then.",
    "broken": "This check itself broke, which costs you no points. Please tell your instructor.",
}
TABLE = '<table style="margin:4px 0 0;border-collapse:collapse;font-size:14px;color:inherit">'
ROW = (
    '<tr style="background-color:transparent"><th scope="row" style="text-align:left;vertical-align:top;'
    'padding:1px 12px 1px 0;white-space:nowrap;font-weight:600">{}</th>'
    '<td style="text-align:left;padding:1px 0">{}</td></tr>'
)


LINES = ' style="white-space:pre"'  # of a value that takes several lines, such as a table


@dataclass(frozen=True)
class Own:
    """What only the learner's own check shows.

    Attributes:
        case: an input on which the answer is wrong.
        gave: a wrong value as the learner wrote it: a question may read it in words of its own.
        passed: what was tried and what idea it was, for a right answer.
        stuck: what to do when stuck.
    """

    case: Case | None = None
    gave: str = ""
    passed: str = ""
    stuck: str = ""


def lines(result: Result, own: Own | None = None) -> list[tuple[str, str]]:
    """Return what a card says, as (label, text) pairs; empty parts are left out.

    Args:
        result: what the check came to.
        own: what the learner's own check shows beside it.
    """
    own = own or Own()
    case = own.case
    if result.outcome == "not tried":
        rows = [("Expected", result.expected), ("Next", NEXT["not tried"])]
    elif result.outcome in ("passed", "ready", "practice"):
        rows = [("What happened", " ".join(filter(None, (result.message, own.passed)))), ("Next", result.hint)]
    else:
        called = not case and result.called
        rows = [
            ("Called", f"`{result.called}`" if called else ""),
            ("You gave", f"{result.answer}: {own.gave or result.returned}" if result.returned and not case else ""),
            ("Expected", result.expected),
            ("What happened", result.message),
            ("Your code", f"`{case.where}`" if case and case.where else ""),
            ("It printed", f"`{case.printed[:200]}`" if case and case.printed else ""),
            *(case.told if case else ()),
            ("Hint", result.hint),
            ("Next", NEXT.get(result.outcome, "")),
        ]
    rows.append(("Stuck?", own.stuck))
    return [(label, text) for label, text in rows if text]


def values(own: Own | None) -> list[tuple[str, Fact | str, Fact | None]]:
    """Return the values of the case to show: a label, the value, and the one that it is compared with."""
    if own is None or (case := own.case) is None:
        return []
    yours = "Yours" if case.part else "You returned"  # of a part, "What happened" says what it is
    shown: list[tuple[str, Fact | str, Fact | None]] = [(name, one, None) for name, one in case.arguments.items()]
    is_observation = case.came["kind"] == "mapping" and case.due is None  # ours, of a model: the rows below tell it
    if case.came["kind"] != "error" and not is_observation:
        in_words = case.came["kind"] == "text" and case.due is None  # said of it by whoever observed it
        shown.append((yours, case.came["value"] if in_words else case.came, case.due))
    return shown if case.due is None else [*shown, ("Right", case.due, None)]


def title(result: Result) -> str:
    """Return the first line of a card: the outcome in words, the question, and the points if any are earned."""
    partly = result.outcome == "failed" and result.points > 0
    label = "◐ Partly right" if partly else LABELS[result.outcome]
    if result.outcome == "ready":
        return f"{label} · {result.question} · up to {result.max_points:g} points when graded"
    if result.outcome == "practice":
        return f"{label} · {result.question} · earns nothing"
    return f"{label} · {result.question} · {result.points:g} of {result.max_points:g} points"


def text(result: Result, own: Own | None = None) -> str:
    """Return a card as plain text."""
    shown = [(label, value if isinstance(value, str) else grids.as_text(value, other))
             for label, value, other in values(own)]
    rows = [*shown, *lines(result, own)]
    return "\n".join([title(result), *(f"  {label}:{_indented(said)}" for label, said in rows)])


def _indented(said: str) -> str:
    """Return text of several lines below its label."""
    return f" {said}" if "\n" not in said else "\n" + textwrap.indent(said, "      ")


def html(result: Result, own: Own | None = None) -> str:
    """Return a card as HTML. All that comes from the learner is escaped."""
    rows = [ROW.format(markup.escape(label), _value_html(value, other)) for label, value, other in values(own)]
    if own and own.case and own.case.picture:
        rows.append(ROW.format("Picture", own.case.picture))
    rows += [ROW.format(label, code_spans(said)) for label, said in lines(result, own)]
    if result.outcome in ("failed", "not tried") and result.section:
        anchor = markup.escape(result.section.replace(" ", "-"))
        color = "var(--jp-content-link-color,#0b57d0)"
        link = f'<a href="#{anchor}" style="color:{color}">{markup.escape(result.section)}</a>'
        rows.append(ROW.format("Read again", link))
    table = f"{TABLE}{''.join(rows)}</table>"
    heading = f'<div style="font-weight:700">{markup.escape(title(result))}</div>'
    style = STYLE.format(edge=EDGES[result.outcome])
    return f'<div class="course-card" role="status" style="{style}">{heading}{table}</div>'


def _value_html(value: Fact | str, other: Fact | None) -> str:
    if not isinstance(value, str):
        return grids.as_html(value, other)
    return f'<code{LINES if chr(10) in value else ""}>{markup.escape(value)}</code>'


def show(result: Result, own: Own | None = None) -> None:
    """Show a card in the notebook, or print it where there is none."""
    if "IPython" in sys.modules and (shell := sys.modules["IPython"].get_ipython()):
        shell.display_pub.publish({"text/html": html(result, own), "text/plain": text(result, own)})
    else:
        print(text(result, own))
