"""A letter as one HTML page that needs nothing else."""
from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup
from nbformat import NotebookNode
from nbformat.v4 import new_notebook

from course.cards.style import code_spans
from grader.content_policy import styled
from grader.desk.letters import words
from grader.desk.letters.facts import Facts
from grader.desk.letters.questions import GRADED, Question, find_role, grade_id_of, lesson_title, read_questions
from grader.desk.letters.show import Shown, link_to, visible

TEMPLATES = Path(__file__).parents[1] / "templates"
BAR = 100.0  # how wide the bar is drawn


@dataclass
class Release:
    """A released notebook, and what was made of its texts, which all learners' notebooks share."""

    notebook: NotebookNode = field(default_factory=new_notebook)
    kept: dict[tuple[str, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.texts = frozenset(cell.source for cell in self.notebook.cells)


def render_letter(notebook: NotebookNode | None, release: Release, facts: Facts, made_from: str = "") -> str:
    """Return the letter about one graded notebook.

    Args:
        notebook: the graded notebook; None where nothing could be graded.
        release: the notebook as it was released.
        facts: marks, comments and results.
        made_from: what tells whether the page is still fresh.
    """
    questions = read_questions(notebook, release.notebook, facts) if notebook else []
    shown = Shown(notebook or release.notebook, release.texts, release.kept)
    total = facts.total
    of_all = facts.totals if len(facts.totals) > 1 else ()
    score = total.score if of_all else facts.counts
    return _template().render(
        facts=facts, questions=questions, total=total, made_from=made_from,
        **styled(TEMPLATES / "letter.css", "img-src data:; "),
        title=lesson_title(release.notebook, facts.lesson), said=words.open_letter(questions, facts),
        score=score, bar=BAR * min(1.0, score / total.max_points) if total.max_points else 0.0,
        of_all=of_all, all_score=facts.counts, all_max=sum(each.max_points for each in of_all),
        waiting=any(question.outcome == "waiting" for question in questions), again=list(_again(questions)),
        cells=list(_cells(notebook, questions, shown)) if notebook else [], shown=shown, words=words,
    )


def _again(questions: list[Question]) -> Iterator[tuple[str, list[Question]]]:
    """Yield each section to read again, with the questions that it is about."""
    for section in dict.fromkeys(question.section for question in questions if question.section):
        yield section, [question for question in questions if question.section == section]


def _cells(notebook: NotebookNode, questions: list[Question], shown: Shown) -> Iterator[dict[str, Any]]:
    """Yield what the folded notebook shows of each cell; a check's card stands above, and not here again."""
    asked = {question.id: question for question in questions}
    for cell in notebook.cells:
        question = asked.get(grade_id_of(cell)) if find_role(cell) in GRADED else None
        if cell.cell_type == "markdown":
            yield {"words": shown.words(cell.source), "question": question}
        elif cell.cell_type == "code":
            outputs = [] if find_role(cell) == "check" else [shown.output(each) for each in cell.get("outputs", [])]
            yield {"code": shown.code(cell.source) if cell.source.strip() else "", "outputs": outputs,
                   "question": question}
        else:
            yield {"raw": cell.source}



@cache
def _template() -> Any:
    from jinja2 import Environment, FileSystemLoader

    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True,
                              finalize=lambda value: visible(value) if type(value) is str else value)
    environment.filters |= {"code_spans": lambda text: Markup(code_spans(visible(text))), "link_to": link_to,
                            "points": lambda number: f"{round(number, 2):g}"}
    return environment.get_template("letter.html")


@cache
def version() -> str:
    """Return a hash of all that decides how a letter looks, whatever is in it."""
    from importlib.metadata import version as version_of

    desk = Path(__file__).parents[1]
    files = [*sorted(Path(__file__).parent.glob("*.py")), desk / "clean.py", desk / "filters.py",
             desk.parent / "content_policy.py",
             TEMPLATES / "letter.html", TEMPLATES / "letter.css"]
    libraries = " ".join(version_of(name) for name in ("jinja2", "latex2mathml", "mistune", "nbconvert", "nh3",
                                                       "pygments"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files) + libraries.encode()).hexdigest()
