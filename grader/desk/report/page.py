"""The report as one HTML page that needs nothing else; all text in it is escaped, made printable and bounded."""
from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from course.cards.style import code_spans
from grader.content_policy import styled
from grader.desk.report import drawings
from grader.desk.report.needs.kinds import KINDS, Need
from grader.desk.report.statistics import FEW
from grader.printable import printable

TEMPLATES = Path(__file__).parents[1] / "templates"
SIGNS = {"right": "✓", "partly": "◐", "wrong": "✗", "blank": "○", "ours": "!", "held": "?", "waiting": "…"}
LONG = 600  # characters of a text that somebody else wrote


def render(template: str, **values: Any) -> str:
    """Return a page made from one of the desk's templates."""
    return _environment().get_template(template).render(
        **styled(TEMPLATES / "desk.css"), draw=drawings, signs=SIGNS, few=FEW, kinds=KINDS, **values)


def group_needs(needs: Iterable[Need]) -> dict[str, list[Need]]:
    """Return needs by their kind, the most urgent kind first."""
    found: dict[str, list[Need]] = {kind: [] for kind in KINDS}
    for need in needs:
        found[need.kind].append(need)
    return {kind: of_kind for kind, of_kind in found.items() if of_kind}


def shown(text: str) -> str:
    """Return a text in which every character can be seen, and not more of it than anybody reads."""
    text = text if len(text) <= LONG else f"{text[:LONG]}…"
    return text if text.isprintable() else printable(text)


def number(value: float | None, digits: int = 2) -> str:
    """Return a number as short as it can be.

    >>> number(3.0), number(1 / 3), number(None)
    ('3', '0.33', '–')
    """
    return "–" if value is None else f"{round(value, digits):g}"


@cache
def _environment() -> Any:
    from jinja2 import Environment, FileSystemLoader

    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True,
                              finalize=lambda value: shown(value) if type(value) is str else value)
    environment.filters |= {"code_spans": lambda text: Markup(code_spans(shown(text))), "number": number,
                            "whole": printable,
                            "sum_learners": lambda needs: sum(len(need.learners) or 1 for need in needs)}
    return environment
