"""`results/<lesson>/alike.html`, `.json` and `.csv`: what there is to talk about."""
from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.alike.answers import Answers, read_class
from grader.alike.files import read_labels
from grader.alike.fragments import Reader, make_reader
from grader.alike.groups import Group, compare_class
from grader.alike.page import render_page
from grader.alike.pairs import Shared
from grader.classroom.gradebook import open_gradebook
from grader.classroom.results import ALIKE, write_atomically
from grader.lessons.text import role_of
from grader.printable import printable
from grader.tables import write_table

COLUMNS = ["group", "learner_a", "learner_b", "alike_in", "both_wrong_in", "share_percent", "strength", "equal_files",
           "equal_mistakes"]


@dataclass(frozen=True)
class Written:
    """What was written.

    Attributes:
        paths: the page, then its data.
        n_learners: how many learners were compared.
        groups: whose work is alike.
        unread: why a learner was not compared, by name.
    """

    paths: tuple[Path, ...]
    n_learners: int
    groups: list[Group]
    unread: dict[str, str]


def write_alike(class_folder: Path, lesson: str, left_out: Collection[str] = ()) -> Written:
    """Compare what the learners of a class answered, and write what is alike. No mark is read or changed.

    Args:
        class_folder: the class folder.
        lesson: the lesson's name.
        left_out: learners who are not to be compared.

    Raises:
        WrongCall: nothing was graded yet, or nobody has the name of one who is to be left out.
    """
    with open_gradebook(class_folder) as gradebook:
        answers = read_class(gradebook, lesson, left_out)
    reader = make_reader(class_folder, lesson, answers.releases)
    asked = [str(cell.metadata.grader.get("question")) for release in answers.releases.values()
             for cell in release.cells if role_of(cell) == "check"]
    groups = compare_class(answers.learners, reader, read_labels(class_folder, lesson, asked))
    place = class_folder / "results" / lesson
    texts = {"alike.html": render_page(answers, groups, reader), ALIKE: render_data(answers, groups, reader),
             "alike.csv": render_table(groups)}
    for name, text in texts.items():
        write_atomically(place / name, text)
    return Written(tuple(place / name for name in texts), len(answers.learners), groups, answers.unread)


def render_data(answers: Answers, groups: Sequence[Group], reader: Reader) -> str:
    """Return all there is as JSON; places are counted in characters of the answer as it was graded."""
    parts = {learner.name: learner.parts for learner in answers.learners}

    def describe(shared: Shared, name: str) -> list[tuple[int, int]]:
        return reader.find_places(parts[name][shared.part], shared.runs)

    data = {
        "lesson": answers.lesson, "learners_compared": len(answers.learners),
        "groups": [{"learners": group.learners, "pairs": [{
            "learners": [pair.one, pair.two], "strength": round(pair.strength, 2), "share": round(pair.share, 4),
            "equal_files": pair.files, "equal_mistakes": pair.mistakes,
            "answers": [{"question": shared.part, "strength": round(shared.strength, 2),
                         "share": round(shared.share, 4), "both_wrong": shared.both_wrong,
                         "places": [describe(shared, pair.one), describe(shared, pair.two)]}
                        for shared in pair.parts]} for pair in group.pairs]} for group in groups],
        "same_as_published": {learner.name: learner.published for learner in answers.learners if learner.published},
        "compared_in_part": [learner.name for learner in answers.learners if learner.is_cut],
        "not_compared": answers.unread,
    }
    return json.dumps(data, indent=1) + "\n"


def render_table(groups: Sequence[Group]) -> str:
    """Return the pairs as CSV, one a line."""
    return write_table(COLUMNS, [
        [str(number), printable(pair.one), printable(pair.two), ", ".join(shared.part for shared in pair.parts),
         ", ".join(shared.part for shared in pair.parts if shared.both_wrong), f"{100 * pair.share:.0f}",
         f"{pair.strength:.0f}", ", ".join(printable(path) for path, _ in pair.files),
         str(pair.mistakes[0]) if pair.mistakes else ""]
        for number, group in enumerate(groups, 1) for pair in group.pairs])
