"""A page of feedback for every graded learner, made by nbgrader from the cards in the graded notebooks."""
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from grader.classroom.folder import make_api
from grader.errors import WrongCall


def write_feedback(
    class_folder: Path, lesson: str, on_start: Callable[[int], None], on_done: Callable[[str], None],
) -> tuple[list[Path], dict[str, str]]:
    """Write `feedback/<learner>/<lesson>/<lesson>.html` for every graded learner.

    Returns:
        The pages, and for every learner without one the reason.

    Raises:
        WrongCall: nothing was graded yet.
    """
    learners = [folder.parent.name for folder in sorted((class_folder / "autograded").glob(f"*/{lesson}"))]
    if not learners:
        raise WrongCall(f"{lesson}: expected graded submissions, got none. Run `grader grade {lesson}` first.")
    api, failed, pages = make_api(class_folder), {}, []
    on_start(len(learners))
    for learner in learners:
        outcome = api.generate_feedback(lesson, learner, force=True)
        if outcome["success"]:
            pages.append(class_folder / "feedback" / learner / lesson / f"{lesson}.html")
        else:
            failed[learner] = (outcome.get("error") or outcome.get("log") or "unknown").strip().splitlines()[-1]
        on_done(learner)
    return pages, failed
