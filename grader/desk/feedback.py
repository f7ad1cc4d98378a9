"""A page of feedback for every graded learner, made by nbgrader from the cards in the graded notebooks."""
from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from grader.classroom.folder import course_directory, find_learners
from grader.classroom.results import stage
from grader.classroom.submissions import NOTES
from grader.desk.pages import Request
from grader.desk.worker import PageWorker
from grader.errors import WrongCall


def write_feedback(
    class_folder: Path, lesson: str, on_start: Callable[[int], None], on_done: Callable[[str, str], None],
    timeout_s: float = 30.0, memory_mb: int = 2000,
) -> tuple[list[Path], dict[str, str]]:
    """Write `feedback/<learner>/<lesson>/<lesson>.html` for every graded learner.

    Pages are made one learner at a time. Whoever's page fails or takes too long keeps the earlier one, if any, and
    everybody else gets theirs.

    Args:
        class_folder: the class folder.
        lesson: the lesson's name.
        on_start: told how many learners there are.
        on_done: told of each learner who is finished, and why there is no page, or "".
        timeout_s: wall time that one page may take.
        memory_mb: memory that making a page may take, where the system can bound it.

    Returns:
        The pages, and for every learner without one the reason.

    Raises:
        WrongCall: nothing was graded yet, or nbgrader cannot be started.
    """
    course = course_directory(class_folder)
    folders = find_learners(course, course.autograded_directory, lesson)
    if not folders:
        raise WrongCall(f"{lesson}: expected graded submissions, got none. Run `grader grade {lesson}` first.")
    pages: list[Path] = []
    failed: dict[str, str] = {}
    on_start(len(folders))
    with PageWorker(class_folder, timeout_s, memory_mb) as worker:
        for learner, folder in folders.items():
            place = Path(course.format_path(course.feedback_directory, learner, lesson))
            written, reason = write_pages(worker, folder, place, learner, lesson)
            pages += written
            if reason:
                failed[learner] = reason
            on_done(learner, reason)
    return pages, failed


def write_pages(
    worker: PageWorker, graded: Path, place: Path, learner: str, lesson: str,
) -> tuple[list[Path], str]:
    """Write the pages of one learner's graded notebooks, all or none; return them, and why there are none, or ""."""
    notebooks = sorted(graded.glob("*.ipynb"))
    if not notebooks:
        return [], "there is no graded notebook"
    staged: dict[Path, Path] = {}
    try:
        for notebook in notebooks:
            page = place / f"{notebook.stem}.html"
            staged[page] = stage(page, b"")
            if reason := worker.make(Request(str(notebook), learner, lesson, str(staged[page]))):
                return [], reason
        for page, path in staged.items():
            path.replace(page)
        _copy_beside(graded, place)
        return list(staged), ""
    except OSError as error:
        return [], f"it could not be written: {error.strerror or error}"
    finally:
        for path in staged.values():
            path.unlink(missing_ok=True)
        with suppress(OSError):
            place.rmdir()  # if nothing is in it


def _copy_beside(graded: Path, place: Path) -> None:
    """Copy what `nbgrader release_feedback` looks for beside a page."""
    for name in NOTES:
        if (graded / name).is_file() and not (graded / name).is_symlink():
            (place / name).unlink(missing_ok=True)  # nbgrader leaves copies that nobody may write to
            shutil.copyfile(graded / name, place / name)
