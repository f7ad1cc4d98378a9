"""A letter for every learner who handed in: `grader feedback` writes those that have changed."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from grader.classroom.beside import make_notes
from grader.classroom.folder import course_directory, find_learners, read_secret
from grader.classroom.gradebook import open_gradebook
from grader.classroom.names import is_plain
from grader.classroom.plain_files import open_folder
from grader.classroom.results import Graded, read_all_results, stage
from grader.classroom.seeds import stand_in_secret
from grader.classroom.submissions import NOTES, SECRET, STAMP, HandIn
from grader.desk.letters.facts import Facts, encode
from grader.desk.letters.marks import make_facts
from grader.desk.pages import Request
from grader.desk.worker import PageWorker
from grader.errors import Refused, WrongCall
from grader.marks.mark import Record
from grader.marks.reading import read_records

NO_MARKS = "the gradebook has no marks for this hand-in; grade it again with --force"


@dataclass(frozen=True)
class Feedback:
    """What a call of `grader feedback` came to.

    Attributes:
        pages: the letters that are there now.
        failed: why there is no letter, by learner.
        fresh: how many of the pages were right already, so that they were left as they are.
    """

    pages: list[Path]
    failed: dict[str, str]
    fresh: int = 0


def write_feedback(
    class_folder: Path, lesson: str, on_start: Callable[[int], None], on_done: Callable[[str, str], None],
    timeout_s: float = 30.0, memory_mb: int = 2000,
) -> Feedback:
    """Write `feedback/<learner>/<lesson>/<notebook>.html` for everybody who handed in, also for who was refused.

    Letters are made one learner at a time. Whoever's letter fails or takes too long keeps the earlier one, if any, and
    everybody else gets theirs. A letter that is right already is not made again.

    Args:
        class_folder: the class folder.
        lesson: the lesson's name.
        on_start: told how many learners there are.
        on_done: told of each learner who is finished, and why there is no letter, or "".
        timeout_s: wall time that one letter may take.
        memory_mb: memory that making a letter may take, where the system can bound it.

    Raises:
        WrongCall: nothing was graded yet, or the class's configuration or gradebook cannot be read.
    """
    results = {graded.learner: graded for graded in read_all_results(class_folder, lesson)}
    course = course_directory(class_folder)
    folders = find_learners(course, course.autograded_directory, lesson)
    refused = {learner for learner, graded in results.items() if graded.refused and is_plain(learner)}
    learners = sorted({*folders, *refused})
    if not learners:
        raise WrongCall(f"{lesson}: expected graded submissions, got none. Run `grader grade {lesson}` first.")
    with open_gradebook(class_folder) as gradebook:
        marks, notebooks = read_records(gradebook, lesson), [*gradebook.notebook_sources(lesson)] or [lesson]
    pages: list[Path] = []
    failed: dict[str, str] = {}
    fresh = 0
    on_start(len(learners))
    with PageWorker(timeout_s, memory_mb) as worker:
        for learner in learners:
            place = Path(course.format_path(course.feedback_directory, learner, lesson))
            one = _Letters(class_folder, learner, lesson, folders.get(learner), place)
            reason = one.write(worker, marks.get(learner), notebooks, results.get(learner))
            pages, fresh = pages + one.pages, fresh + one.fresh
            if reason:
                failed[learner] = reason
            on_done(learner, reason)
    return Feedback(pages, failed, fresh)


class _Letters:
    """The letters about one learner's hand-in: one for each notebook, all or none of them new."""

    def __init__(self, class_folder: Path, learner: str, lesson: str, graded: Path | None, place: Path) -> None:
        self.folder, self.learner, self.lesson, self.graded, self.place = class_folder, learner, lesson, graded, place
        self.pages: list[Path] = []
        self.fresh = 0

    def write(self, worker: PageWorker, marks: Record | None, names: list[str], graded: Graded | None) -> str:
        """Write the letters, and return why there are none, or ""."""
        found = {path.stem: str(path) for path in self.graded.glob("*.ipynb")} if self.graded else {}
        if self.graded and not found:
            return "there is no graded notebook"
        if self.graded and marks is None:
            return NO_MARKS
        facts = make_facts(self.learner, self.lesson, sorted({*names, *found}), marks or Record(), graded)
        staged: dict[Path, Path] = {}
        try:
            reason = self._make(worker, found or dict.fromkeys(names, ""), facts, staged)
            return reason or self._put(staged)
        except OSError as error:
            return f"it could not be written: {error.strerror or error}"
        finally:
            for path in staged.values():
                path.unlink(missing_ok=True)
            with suppress(OSError):
                self.place.rmdir()  # if nothing is in it

    def _make(
        self, worker: PageWorker, notebooks: Mapping[str, str], facts: Mapping[str, Facts], staged: dict[Path, Path],
    ) -> str:
        """Have the letters written beside where they belong, and note there which they are."""
        pages: list[Path] = []
        fresh = 0
        for name, notebook in sorted(notebooks.items()):
            page = self.place / f"{name}.html"
            release = self.folder / "release" / self.lesson / f"{name}.ipynb"
            path = staged[page] = stage(page, b"")
            made = worker.make(Request(notebook, str(release), str(page), str(path), encode(facts[name])))
            if made.failure:
                return made.failure
            if made.fresh:
                staged.pop(page).unlink()
            pages, fresh = [*pages, page], fresh + made.fresh
        self.pages, self.fresh = pages, fresh
        return ""

    def _put(self, staged: Mapping[Path, Path]) -> str:
        for page, path in staged.items():
            path.replace(page)
        for name, content in self._notes().items():
            if not (self.place / name).is_file() or (self.place / name).read_bytes() != content:
                stage(self.place / name, content).replace(self.place / name)
        return ""

    def _notes(self) -> dict[str, bytes]:
        """Return what `nbgrader release_feedback` looks for beside a page: where it is missing, it stops there."""
        secret = stand_in_secret(read_secret(self.folder), self.learner, self.lesson)
        handed_in = HandIn(stamp=self._read_note(STAMP), secret=self._read_note(SECRET))
        return make_notes(handed_in, secret.encode())

    def _read_note(self, name: str) -> bytes:
        """Return a note from the graded hand-in; from the learner's own folder only where nothing was graded."""
        try:
            if self.graded:
                kept = self.graded / name
                return kept.read_bytes() if kept.is_file() and not kept.is_symlink() else b""
            with open_folder(self.folder / "submitted") as submitted, submitted.enter(self.learner) as own, \
                    own.enter(self.lesson) as folder:
                return folder.read(name, NOTES[name], "") if folder.kind(name) == "file" else b""
        except (Refused, OSError, ValueError):
            return b""
