"""The closing table of a lesson: what you guessed, and what happened."""
from __future__ import annotations

from html import escape

from course.cards.style import code_spans
from course.predictions import kept
from course.predictions.lookup import of_lesson

NAMES = ("prediction", "you guessed", "what happens", "")
CELL = '<td style="text-align:left;vertical-align:top">{}</td>'


class Guesses:
    """A table of a lesson's predictions. What is right is told only where a guess was made."""

    def __init__(self, lesson: str) -> None:
        truths, made = of_lesson(lesson), kept.load()
        self.n_made = sum(truth.id in made for truth in truths)
        self.n_right = sum(made.get(truth.id) == truth.right for truth in truths)
        self.rows = [_row(truth.id.replace("-", " "), made.get(truth.id), truth.right) for truth in truths]

    def _sum(self) -> str:
        """Return the count, in a sentence."""
        if self.n_made == 0:
            return "No guesses yet. Scroll back up and try a few: a wrong guess is often what makes the answer stick."
        made = f"You committed to {self.n_made} of {len(self.rows)} predictions, and {self.n_right} came true."
        if self.n_right == self.n_made:
            return f"{made} You saw it coming!"
        return f"{made} The ones that surprised you are the ones you'll remember."

    def __repr__(self) -> str:
        table = [NAMES, *self.rows]
        widths = [max(len(row[i]) for row in table) for i in range(len(NAMES))]
        lines = ["  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths)).rstrip() for row in table]
        return "\n".join([*lines, self._sum()])

    def _repr_html_(self) -> str:
        head = "".join(f'<th scope="col" style="text-align:left">{name}</th>' for name in NAMES)
        body = "".join("<tr>" + "".join(CELL.format(code_spans(cell)) for cell in row) + "</tr>" for row in self.rows)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><p>{escape(self._sum())}</p>"


def _row(name: str, guessed: str | None, right: str) -> tuple[str, str, str, str]:
    if guessed is None:
        return name, "not made yet", "", "○"
    shown = guessed if len(guessed) <= 200 else f"{guessed[:200]}…"
    return name, shown, right, "✓ right" if guessed == right else "✗ surprise"


def my_guesses(lesson: str) -> Guesses:
    """Return a table of the guesses made in a lesson, such as "01_first_computation", and a count.

    Raises:
        ValueError: no lesson of this name has predictions.
    """
    return Guesses(lesson)
