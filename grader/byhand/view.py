"""What the page shows of the queue and of one hand-in, as plain data; all HTML in it is cleaned."""
from __future__ import annotations

from collections import Counter
from typing import Any

from grader.byhand.book import Book, Row, State
from grader.byhand.claims import Claims
from grader.byhand.comments import read_comments
from grader.byhand.names import pseudonym
from grader.byhand.rubrics import FOLDER, find_guide, find_rubric, read_rubrics, rubric_path
from grader.classroom.folder import read_secret
from grader.classroom.results import read_results, results_path
from grader.desk.letters.questions import lesson_title
from grader.desk.letters.show import Shown, visible
from grader.printable import printable

MAX_CHARS = 100_000  # of an answer; nobody reads more
MAX_OUTPUTS, MAX_SHOWN = 20, 500_000  # of code that a person grades: outputs, and characters of their HTML
STATES = ("waiting", "changed", "again", "done")


class Views:
    """The views of a lesson for its graders.

    Args:
        book: the lesson's marks.
        grader: what this grader is called.
        anonymous: whether learners' names are kept from the graders.
    """

    def __init__(self, book: Book, grader: str, anonymous: bool) -> None:
        self.book, self.grader, self.anonymous = book, grader, anonymous
        self.claims, self.secret = Claims(book.folder, book.lesson), read_secret(book.folder)

    def queue(self, client: str) -> dict[str, Any]:
        """Return who waits for a person, per question; the first that wait come first."""
        others = self.claims.others(client)
        items = sorted(((STATES.index(state), row) for row in self.book.rows() if (state := self._state(row))),
                       key=lambda pair: (self._question(pair[1]), pair[0], self._order(pair[1])))
        rows = [{"id": row.id, "label": self.label(row), "question": row.asked.name, "state": STATES[state],
                 "score": _score(row), "open": others.get(row.id, "")} for state, row in items]
        return {"lesson": self.book.lesson, "title": visible(lesson_title(next(iter(self.book.releases.values())),
                                                                          self.book.lesson)),
                "grader": self.grader, "anonymous": self.anonymous, "items": rows,
                "questions": self._questions([row for _, row in items], rows)}

    def _questions(self, found: list[Row], items: list[dict[str, Any]]) -> list[dict[str, Any]]:
        todo = Counter(item["question"] for item in items if item["state"] != "done")
        asked = {row.asked.name: row for row in found}
        return [{"name": name, "title": visible(row.asked.title), "points": row.worth, "todo": todo[name]}
                for name, row in asked.items()]

    def _question(self, row: Row) -> int:
        return list(self.book.asked).index((row.asked.notebook, row.asked.cell))

    def _order(self, row: Row) -> str:
        return self.label(row) if self.anonymous else row.learner

    def _state(self, row: Row) -> str:
        """Return where a grade stands; "" where no person is asked."""
        if row.waits and row.manual is None:
            return "waiting"
        given = self.book.find_given(row.learner).get(row.asked.name) if row.manual is not None else None
        if row.manual is not None and self.book.is_changed(row, given):
            return "changed"
        if row.waits:
            return "again"
        return "done" if row.asked.is_written or given else ""

    def label(self, row: Row) -> str:
        """Return what a learner is called."""
        if self.anonymous:
            return pseudonym(self.secret, row.learner)
        return printable(f"{row.name} ({row.learner})" if row.name else row.learner)

    def hand_in(self, state: State) -> dict[str, Any]:
        """Return all that a grader needs to see of one answer.

        Raises:
            WrongCall: the rubrics, or the comments to use again, cannot be understood.
        """
        row, asked, given = state.row, state.row.asked, state.given
        guide, shown = find_guide(asked.cell), Shown(state.notebook)
        return self.mark(state) | {
            "label": self.label(row), "question": asked.name, "title": visible(asked.title), "points": row.worth,
            "role": asked.role, "can_comment": bool(state.comment_cell), "blank": state.answer == asked.blank,
            "state": self._state(row), "answer": _show_answer(state, shown),
            "text": str(shown.words(asked.text)), "model": str(shown.words(guide.model)),
            "guide": str(shown.words(guide.rubric)), "auto": row.auto, "extra": row.extra,
            "changed": state.is_changed, "earlier": given.points if given and state.is_changed else None,
            "held": self._held(row), "draft": self.claims.read_draft(row.id, self.grader),
        } | self.help_for(asked.name)

    def mark(self, state: State) -> dict[str, Any]:
        """Return what a grader may change, and the version of it that they see."""
        given = state.given
        fits = given is not None and given.points == state.row.manual
        return {"id": state.row.id, "version": state.version, "score": state.row.manual, "comment": state.comment,
                "items": list(given.items) if given and fits else [],
                "by": visible(given.grader) if given and fits and state.row.manual is not None else ""}

    def help_for(self, question: str) -> dict[str, Any]:
        """Return a question's rubric and its comments to use again."""
        folder, lesson = self.book.folder, self.book.lesson
        rubric = find_rubric(read_rubrics(folder, lesson), question)
        return {"start": rubric.start, "file": f"{FOLDER}/{rubric_path(folder, lesson).name}",
                "rubric": [{"text": item.text, "points": item.points, "group": item.group} for item in rubric.items],
                "comments": read_comments(folder, lesson).get(question, [])}

    def _held(self, row: Row) -> str:
        """Return why a question of code waits for a person; "" for words."""
        if row.asked.is_written:
            return ""
        graded = read_results(results_path(self.book.folder, self.book.lesson, row.learner))
        found = [one.message for one in graded.results if one.question == row.asked.name] if graded else []
        return visible(found[0]) if found else ""

    def next(self, client: str, after: str, question: str) -> dict[str, str]:
        """Return the next answer of a question that waits, one that nobody else has open where there is one.

        Whoever comes back starts where they left something unsaved.
        """
        others = self.claims.others(client)
        items = [item for item in self.queue(client)["items"] if item["question"] == question]
        at = next((i for i, item in enumerate(items) if item["id"] == after), -1)
        waiting = [item for item in items[at + 1:] + items[:at + 1] if item["state"] != "done" and item["id"] != after]
        begun = [item for item in waiting if not after and self.claims.read_draft(item["id"], self.grader)]
        free = [item for item in waiting if item["id"] not in others]
        chosen = next(iter(begun + free + waiting), None)
        return {"id": chosen["id"] if chosen else "", "open": others.get(chosen["id"], "") if chosen else ""}


def _score(row: Row) -> float | None:
    given = row.manual if row.manual is not None else row.auto
    return None if given is None else given + row.extra


def _show_answer(state: State, shown: Shown) -> str:
    """Return an answer as HTML: words as words, code in colors with what it gave."""
    parts, left = [], MAX_CHARS
    for cell in state.cells:
        text, left = cell.source[:left], left - len(cell.source)
        parts.append(str(shown.words(text) if cell.cell_type == "markdown" else shown.code(text)))
        parts += [str(shown.output(output)) for output in cell.get("outputs", [])[:MAX_OUTPUTS]]
        if left < 0 or sum(map(len, parts)) > MAX_SHOWN:
            parts.append(f'<p class="soft">… The page stops here, after {MAX_CHARS:,} characters. The whole answer is '
                         "in the graded notebook.</p>")
            break
    return "\n".join(parts)
