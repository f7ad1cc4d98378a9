"""What a class is handed: release a lesson, with the files that belong to it."""
from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from course.questions import find_pack, left_out
from grader.classroom.folder import make_api, read_secret
from grader.classroom.gradebook import open_gradebook
from grader.classroom.made_files import make_files
from grader.errors import WrongCall
from grader.handout.edits import settle_source
from grader.handout.released import read_releases
from grader.lessons.copies import find_lessons
from grader.lessons.text import read_lesson, without_proofs
from grader.policies.policy import read_policies
from grader.stock.settings import read_settings


def release_lesson(
    class_folder: Path, lesson: str, due: datetime | None = None, choice: str = "",
    tell: Callable[[list[str]], None] = lambda lines: None,
) -> Path:
    """Put a lesson into a class: `source/` with answers, `release/` without, its cells into the gradebook.

    An assignment of the instructor's own, made with nbgrader in the class's `source/`, is released as it stands, and
    so is a lesson that they edited there. Releasing again is safe: marks and hand-ins stay. nbgrader refuses if cells
    came or went under hand-ins.

    Args:
        class_folder: the class folder.
        lesson: the lesson's name.
        due: when it is due, in naive UTC; None leaves that as it is.
        choice: of an edited lesson that has changed too, "keep" or "force"; "" to be asked.
        tell: told what was edited.

    Returns:
        The notebook that learners get, or the folder of all that they get.

    Raises:
        WrongCall: there is no such lesson; it was edited and has changed too, and nothing was chosen; or nbgrader
            refused it, or it is not fit to be graded, and the reason is in the message.
    """
    lessons, own = find_lessons(), class_folder / "source"
    if due and (other := read_policies(class_folder).due.get(lesson, due)) != due:
        raise WrongCall(f"--due: expected what policies.toml has for {lesson} ({other} UTC), got {due} UTC. Change it "
                        "there, or leave the option out.")
    if lesson in lessons:
        _require_questions(lesson)
        source = own / lesson / f"{lesson}.ipynb"
        source.parent.mkdir(parents=True, exist_ok=True)
        settle_source(class_folder, source, without_proofs(read_lesson(lessons[lesson])), choice, tell)
        for name, content in make_files(read_secret(class_folder), lesson).items():
            (source.parent / name).write_bytes(content)  # nbgrader takes along what lies beside a notebook
    elif not any((own / lesson).glob("*.ipynb")):
        known = [*lessons, *sorted(path.name for path in own.glob("*") if path.name not in lessons and path.is_dir())]
        raise WrongCall(f"{lesson}: expected one of {', '.join(known)}. Check the name.")
    api = make_api(class_folder)
    outcome = api.generate_assignment(lesson, force=True, create=True)
    if not outcome["success"]:
        raise WrongCall(f"{lesson}: nbgrader could not release it: {_reason(outcome)}")
    _require_fit(class_folder, lesson)
    if due := due or read_policies(class_folder).due.get(lesson):
        with api.gradebook as gradebook:
            gradebook.update_or_create_assignment(lesson, duedate=due)
    made = sorted((class_folder / "release" / lesson).iterdir())
    return made[0] if len(made) == 1 else made[0].parent


def _require_questions(lesson: str) -> None:
    """Make sure that the course pack of a lesson can be used.

    Raises:
        WrongCall: it is left out; why is in the message.
    """
    if find_pack(lesson) is None and left_out:
        why = " ".join(f"{name}: {reason}" for name, reason in left_out.items())
        raise WrongCall(f"{lesson}: expected a course pack that can be used, got one that is left out. {why}")


def _require_fit(class_folder: Path, lesson: str) -> None:
    """Look at what was released as grading would; what it would refuse is not handed out.

    Raises:
        WrongCall: a test tests nothing, or a setting is not honored.
    """
    with open_gradebook(class_folder) as gradebook:
        read_settings(gradebook.config)
        try:
            read_releases(gradebook, lesson)
        except WrongCall:
            shutil.rmtree(class_folder / "release" / lesson)
            raise


def _reason(outcome: dict) -> str:
    """The line of nbgrader's log that names the error; its last lines only point back to it."""
    lines = [line.strip() for line in (outcome.get("log") or outcome.get("error") or "unknown").splitlines()]
    errors = [line for line in lines if re.match(r"[A-Za-z_.]+(Error|Exception|Entry): ", line)]
    return (errors or lines)[0]
