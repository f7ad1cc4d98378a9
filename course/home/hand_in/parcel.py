"""What a learner hands in: a lesson's notebook as it is saved, and the files that belong to it."""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from course.home.hand_in.effort import FILE, effort_file
from course.home.records import Records
from course.home.status import Lesson, read_course
from course.work.folder import WrongCall, shipped_lessons
from course.work.names import find_lesson

FILES = {"06_capstone": ("predictions.csv",)}  # what else a lesson's answers are in
MAX_BYTES = 20_000_000  # of the notebook, and of all other files together: grading reads no more


@dataclass(frozen=True)
class Parcel:
    """What is handed in.

    Attributes:
        lesson: the lesson's name.
        saved: when the notebook was saved.
        files: content of each file by name, the notebook's first.
        missing: files that the lesson asks for and that aren't there.
        open_ids: the questions without an answer that passed its check or is ready.
    """

    lesson: str
    saved: datetime
    files: dict[str, bytes] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    open_ids: tuple[str, ...] = ()

    @property
    def warnings(self) -> list[str]:
        """What the learner may want to know, none of which keeps them from handing in."""
        absent = [f"{name} isn’t in your folder yet, and this lesson is graded by it. Run the lesson’s last cells to "
                  "make it." for name in self.missing]
        if not self.open_ids:
            return absent
        count = "one question isn’t" if len(self.open_ids) == 1 else f"{len(self.open_ids)} questions aren’t"
        return [*absent, f"As far as your checks tell, {count} done yet: {', '.join(self.open_ids)}."]


def pack(work: Path, given: str, records: Records, with_effort: bool = False) -> Parcel:
    """Return what is handed in for a lesson.

    Args:
        work: the work folder.
        given: the lesson, by its name, number or beginning.
        records: what was noted while the learner worked.
        with_effort: take along how many tries and hints it took.

    Raises:
        WrongCall: there's no such lesson, its notebook isn't there, has another name, can't be read, or is too large.
    """
    course = read_course(work, shipped_lessons(work), records)
    lessons = {lesson.own_name or lesson.name: lesson for lesson in course.lessons}
    name = find_lesson(given, {each: sorted(lesson.ids) for each, lesson in lessons.items()})
    lesson = lessons[name]
    _require_there(lesson, name)
    files, missing = _read_files(work, name)
    if with_effort:
        files[FILE] = effort_file(records, [asked.question.id for asked in lesson.asked])
    saved = datetime.fromtimestamp((work / lesson.file).stat().st_mtime).astimezone()
    return Parcel(name, saved, files, missing, tuple(asked.question.id for asked in lesson.asked if not asked.is_done))


def _require_there(lesson: Lesson, name: str) -> None:
    trouble = lesson.trouble
    if trouble and trouble.kind == "renamed":
        raise WrongCall(f"Lesson {lesson.number} is called {trouble.why} in your folder. Give it the name {name}.ipynb "
                        "back, then hand it in.")
    if trouble and trouble.kind == "missing":
        raise WrongCall(f"{name}.ipynb isn’t in your folder, so there’s nothing to hand in yet.")
    if trouble and trouble.kind in ("unreadable", "in the way"):
        why = trouble.why if trouble.kind == "unreadable" else "isn’t a file"
        raise WrongCall(f"{name}.ipynb {why}. Start over with the lesson, or bring back a copy from the folder "
                        "backups. Then hand it in.")


def _read_files(work: Path, lesson: str) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Return the lesson's files, and the names of those that aren't there."""
    names = [f"{lesson}.ipynb", *FILES.get(lesson, ())]
    there = [name for name in names if (work / name).is_file()]
    for name in there:
        if (size := (work / name).stat().st_size) > MAX_BYTES:
            how = ("Choose Edit → Clear Outputs of All Cells, save" if name.endswith(".ipynb") else "Make it anew")
            raise WrongCall(f"{name} is {size / 1e6:.0f} MB, and grading reads up to {MAX_BYTES // 10**6} MB. {how}, "
                            "then hand it in.")
    try:
        return {name: (work / name).read_bytes() for name in there}, tuple(name for name in names if name not in there)
    except OSError as error:
        raise WrongCall(f"{getattr(error, 'filename', lesson)} can’t be read ({error.strerror}), so nothing was handed "
                        "in.") from None
