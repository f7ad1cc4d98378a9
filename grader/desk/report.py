"""The class report: marks, what was not right and why, who was refused; as a page and as a table."""
from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from course.cards.style import code_spans
from grader.classroom.accepted import accept_command
from grader.classroom.names import is_text
from grader.classroom.results import Graded, read_all_results, write_atomically
from grader.classroom.strays import find_strays, list_strays
from grader.errors import WrongCall
from grader.marks.mark import LessonMark
from grader.marks.reading import read_marks
from grader.printable import printable
from grader.tables import make_inert

SIGNS = {"passed": "✓", "failed": "✗", "not tried": "○", "broken": "!", "held": "?"}


def write_report(class_folder: Path, lesson: str) -> tuple[Path, Path]:
    """Write `results/<lesson>/report.html` and `report.csv` and return their paths.

    Raises:
        WrongCall: nothing was graded yet.
    """
    graded = [one if is_text(one.learner) else replace(one, learner=printable(one.learner))
              for one in read_all_results(class_folder, lesson)]
    if not graded:
        raise WrongCall(f"{lesson}: expected graded submissions, got none. Run `grader grade {lesson}` first.")
    marks = read_marks(class_folder, lesson)
    folder = class_folder / "results" / lesson
    strays = [line.partition(": ")[2] for line in list_strays(find_strays(class_folder, lesson))]
    write_atomically(folder / "report.html", render_page(lesson, graded, marks, strays))
    write_atomically(folder / "report.csv", render_table(graded, marks))
    return folder / "report.html", folder / "report.csv"


def question_ids(graded: list[Graded]) -> list[str]:
    """Return the ids of all questions in the order of the lesson."""
    return list(dict.fromkeys(result.question for one in graded for result in one.results))


def count_misconceptions(graded: list[Graded]) -> list[tuple[str, str, int, str]]:
    """Return (question, misconception, learners, hint), the most frequent first."""
    found = [result for one in graded for result in one.results if result.misconception]
    counts = Counter((result.question, result.misconception) for result in found)
    hints = {(result.question, result.misconception): result.hint for result in found}
    return [(*key, n, hints[key]) for key, n in counts.most_common()]


def render_page(lesson: str, graded: list[Graded], marks: dict[str, LessonMark], strays: Sequence[str] = ()) -> str:
    """Return the report as one HTML page that needs nothing else; all text in it is escaped."""
    from jinja2 import Environment, FileSystemLoader
    from markupsafe import Markup

    environment = Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True,
                              finalize=lambda value: printable(value) if type(value) is str else value)
    environment.filters["code_spans"] = lambda text: Markup(code_spans(printable(text)))  # escapes all else
    questions = question_ids(graded)
    passed = Counter(result.question for one in graded for result in one.results if result.outcome == "passed")
    whole = [one for one in graded if one.results]
    return environment.get_template("report.html").render(
        lesson=lesson, strays=strays, questions=questions, signs=SIGNS, marks=marks, passed=passed, n_graded=len(whole),
        rows=[(one, {result.question: result for result in one.results}) for one in graded],
        held=[(one, result, accept_command(one, result.question)) for one in graded for result in one.held],
        refused=[one for one in graded if one.refused], faults=[one for one in graded if one.fault],
        broken=[(one, result) for one in graded for result in one.results if result.outcome == "broken"],
        noticed=[one for one in graded if one.worth_a_look], published=[one for one in graded if one.same_as_published],
        tested_inside=any(one.tested_inside for one in graded),
        unsafe=[one.learner for one in graded if one.results and not one.sandboxed],
        late=[one for one in graded if one.late_s], misconceptions=count_misconceptions(graded),
    )


def render_table(graded: list[Graded], marks: dict[str, LessonMark]) -> str:
    """Return the report as CSV: one row a learner, one column a question, then what a person must look at."""
    questions = question_ids(graded)
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)  # whatever a spreadsheet splits at
    table.writerow(["learner", *questions, "score", "late_penalty", "max_score", "needs_manual_grade", "late_s",
                    "refused", "fault", "held", "notices", "same_as_published"])
    for one in graded:
        points = {result.question: result.points for result in one.results}
        mark = marks.get(one.learner) if one.results else None
        total = (mark.score, mark.penalty, mark.max_score, bool(mark.waiting)) if mark else ("",) * 4
        held = ", ".join(result.question for result in one.held)
        row = [one.learner, *(points.get(name, "") for name in questions), *total, one.late_s, one.refused, one.fault,
               held, " ".join(one.worth_a_look), ", ".join(one.same_as_published)]
        table.writerow([make_inert(value) if isinstance(value, str) else value for value in row])
    return text.getvalue()
