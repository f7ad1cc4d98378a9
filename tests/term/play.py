"""The term by commands: all there is here is a command that an instructor types, a file they write, or a download."""
from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from subprocess import CompletedProcess

from nbgrader.api import Gradebook

from term.hand_ins import HELD, Made, make
from term.platforms import class_lists, deliver, stamp
from term.story import LESSONS, NEW_POINTS, REGRADED, HandIn, Lesson, policies, read_story

SILENT = ("canvas", "moodle", "folders")  # that don't tell when something came in


@dataclass
class Term:
    """A class folder, and what has been typed in it.

    Attributes:
        folder: the class folder.
        downloads: where archives of the platforms are put.
        run: runs a command in a folder.
        said: what every command said, in order.
        made: what was handed in, by learner, lesson and attempt.
        previewed: what `grader regrade --preview` said.
        early: an export from before a person graded anything.
    """

    folder: Path
    downloads: Path
    run: Callable[..., CompletedProcess]
    said: list[tuple[tuple[str, ...], CompletedProcess]] = field(default_factory=list)
    made: dict[tuple[str, str, int], Made] = field(default_factory=dict)
    previewed: str = ""
    early: Path = Path()

    def type(self, *command: str, status: int = 0) -> str:
        """Type a `grader` command in the class folder, and return what it said."""
        done = self.run("grader", *command, cwd=self.folder)
        self.said.append((command, done))
        assert done.returncode == status, f"grader {' '.join(command)}: {done.returncode}\n{done.stdout}{done.stderr}"
        return done.stdout + done.stderr

    @cached_property
    def story(self) -> dict[str, tuple[HandIn, ...]]:
        return read_story()

    def hand_ins(self, lesson: Lesson, attempts: int) -> list[HandIn]:
        """Return the latest hand-in of each learner, after this many attempts."""
        of_lesson = [tries for tries in self.story.values() if tries and tries[0].lesson == lesson]
        return [tries[:attempts][-1] for tries in of_lesson]

    def begin(self) -> None:
        """Make the class, its roster and its policies."""
        self.run("grader", "init", str(self.folder), cwd=self.folder.parent)
        self.write_policies(granted=False)
        for name, text in class_lists(LESSONS).items():
            (self.downloads / name).write_text(text, encoding="utf-8")
            self.type("roster", str(self.downloads / name))

    def write_policies(self, granted: bool) -> None:
        (self.folder / "policies.toml").write_text(policies(granted), encoding="utf-8")

    def collect(self, lesson: Lesson, attempts: int) -> str:
        """Download what was handed in and collect it; where the platform doesn't say when, write it down."""
        hand_ins = self.hand_ins(lesson, attempts)
        for one in hand_ins:
            self.made[one.learner, lesson.name, one.attempt] = make(self.folder, one)
        download = deliver(self.downloads / f"{lesson.name}-{attempts}", lesson,
                           [(one, self.made[one.learner, lesson.name, one.attempt].files) for one in hand_ins])
        worksheet = ["--worksheet", str(download.with_name("worksheet.csv"))] if lesson.platform == "moodle" else []
        refused = any("archive" in one.words for one in hand_ins)
        said = self.type("collect", lesson.name, str(download), *worksheet, status=int(refused))
        for one in hand_ins if lesson.platform in SILENT else []:
            place = self.folder / "submitted" / one.learner / lesson.name
            if place.exists():
                (place / "timestamp.txt").write_text(stamp(one.when))
        return said

    def grade(self, lesson: Lesson, *options: str) -> dict[str, dict]:
        """Grade a lesson, and return what is said of each learner."""
        done = self.run("grader", "grade", lesson.name, "--json", *options, cwd=self.folder)
        self.said.append((("grade", lesson.name), done))
        assert done.returncode in (0, 1), done.stderr
        return {one["learner"]: one for one in json.loads(done.stdout.splitlines()[-1])["graded"]}

    def grade_by_hand(self, lesson: Lesson) -> None:
        """Give what a person gives for words, as formgrader does."""
        with Gradebook(f"sqlite:///{self.folder / 'gradebook.db'}") as gradebook:
            for record in gradebook.assignment_submissions(lesson.name):
                hand_in = self.story[f"{record.student.id} {lesson.name}"][-1]
                if "words" in hand_in.words:
                    grade = gradebook.find_grade(lesson.by_hand, lesson.name, lesson.name, record.student.id)
                    grade.manual_score, grade.needs_manual_grade = float(hand_in.words["words"]), False
            gradebook.db.commit()

    def accept(self, lesson: Lesson) -> None:
        """Decide about what was held."""
        for one in self.hand_ins(lesson, 2):
            if "accepted" in one.words:
                self.grade(lesson, "--only", one.learner, "--accept", one.learner, HELD)

    def regrade(self) -> None:
        """Give a question more points in the class's `source/`, release the lesson again, look first, and regrade."""
        lesson, question = REGRADED
        source = self.folder / "source" / lesson / f"{lesson}.ipynb"
        notebook = json.loads(source.read_text(encoding="utf-8"))
        (cell,) = (one for one in notebook["cells"] if one["metadata"].get("nbgrader", {}).get("grade_id") == question)
        cell["metadata"]["nbgrader"]["points"] = NEW_POINTS
        source.write_text(json.dumps(notebook), encoding="utf-8")
        self.type("release", lesson)
        self.type("regrade", lesson, "--preview", "--json")
        self.previewed = self.said[-1][1].stdout
        self.type("regrade", lesson, status=1)  # one hand-in can't be read

    def export(self, name: str, kind: str, *options: str) -> Path:
        """Write an export beside the class; some marks are not final, which its exit status says."""
        path = self.downloads / f"marks-{name}.csv"
        self.type("export", *options, "--format", kind, str(path), status=1)
        return path


def play(term: Term, look: Callable[[Lesson, int], None]) -> Term:
    """Play a term to its end.

    Args:
        term: an empty class.
        look: called when the hand-ins of a lesson are graded, with how many have come in.
    """
    term.begin()
    for lesson in LESSONS:
        term.type("release", lesson.name)
        for attempts in (1, 2):
            term.collect(lesson, attempts)
            term.grade(lesson)
            look(lesson, attempts)
    term.early = term.export("early", "canvas")
    term.regrade()
    term.write_policies(granted=True)
    for lesson in LESSONS:
        if lesson.by_hand:
            term.grade_by_hand(lesson)
        if lesson.by_hand or any("granted" in one.words for one in term.hand_ins(lesson, 2)):
            term.grade(lesson)  # being late costs something else now
        term.accept(lesson)
        term.type("feedback", lesson.name)
        term.type("report", lesson.name)
    term.type("term")
    term.type("leaderboard")
    return term
