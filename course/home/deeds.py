"""What the home page's buttons do to the work folder, and what they say before and after."""
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from course.home.hand_in import handing, letters
from course.home.records import read_records
from course.work import reset as resetting
from course.work import update as updating
from course.work.folder import WrongCall

KEPT = "Your notebook as it is now is kept in the folder backups."
NOTHING = "It’s already as it was handed out, so there’s nothing to start over with."

WAYS = {"reset": "Start over with it to get a fresh copy.", "rename": "Rename it to get a fresh copy."}


class Refused(Exception):
    """It can't be done; the message says why, and what to do next."""


def deeds() -> dict[str, Callable[[Path, dict[str, Any]], dict[str, Any]]]:
    """Return what can be done, by name.

    Each takes the work folder and what was asked, with `preview` to do nothing yet. What comes back: `message` for the
    learner, `can` (whether there is anything to do), `files` that were changed; of a hand-in, whether it `asks` first.
    """
    return {"reset": reset, "update": update, "handin": hand_in, "letters": fetch_letters, "lessons": fetch_lessons}


def reset(work: Path, asked: dict[str, Any]) -> dict[str, Any]:
    """Put a question or a whole lesson back as it was handed out.

    Raises:
        Refused: there is no such lesson or question, or it can't be written.
    """
    lesson, question, is_preview = asked.get("lesson"), asked.get("question"), _is_preview(asked)
    if not isinstance(lesson, str) or not isinstance(question, (str, type(None))):
        raise Refused("Choose a lesson or one of its questions.")
    try:
        done = resetting.reset(work, lesson, question, dry_run=is_preview)
    except resetting.Damaged as damaged:
        raise Refused(f"This lesson’s notebook is damaged, so one question can’t be put back. Choose “All of lesson "
                      f"{int(damaged.lesson[:2])}”: you get a fresh copy, and this one is kept.") from None
    except WrongCall as error:
        raise Refused(str(error)) from None
    said = (will_reset if is_preview else have_reset)(done)
    return {"message": said, "can": done.is_changed, "files": [done.file] if done.is_changed else []}


def will_reset(would: resetting.Reset) -> str:
    """Say what starting over would do."""
    if not would.is_changed:
        return NOTHING
    number = int(would.lesson[:2])
    if would.question:
        return (f"Your answer to {would.question} goes back to how it was handed out, and the question counts as not "
                f"tried. Everything else in lesson {number} stays. {KEPT}")
    return (f"All of lesson {number} goes back to how it was handed out: your answers, and the cells that you added. "
            f"Its questions count as not tried. {KEPT}")


def have_reset(done: resetting.Reset) -> str:
    """Say what starting over did."""
    if not done.is_changed:
        return NOTHING
    what = f"Question {done.question} is" if done.question else f"Lesson {int(done.lesson[:2])} is"
    kept = [f"What was there is kept as {done.backup}."] if done.backup else []
    return "\n".join([f"{what} as it was handed out.", *kept, *done.notes])


def update(work: Path, asked: dict[str, Any]) -> dict[str, Any]:
    """Bring in lessons that are new or corrected.

    Raises:
        Refused: they can't be written.
    """
    is_preview = _is_preview(asked)
    try:
        done = updating.update(work, dry_run=is_preview)
    except WrongCall as error:
        raise Refused(str(error)) from None
    told = [tell_update(lesson, is_preview) for lesson in done.lessons if lesson.outcome != "unchanged"]
    files = [f"{lesson.name}.ipynb" for lesson in done.lessons if lesson.outcome == "updated"]
    kept = ["Copies of what you have now are kept in the folder backups."] if is_preview and files else []
    return {"message": "\n".join([*told, *kept]) or "All your lessons are up to date.", "can": done.is_changed,
            "files": files}


def tell_update(lesson: updating.Lesson, is_preview: bool) -> str:
    """Say what becomes, or what became, of a lesson that isn't as it was handed out."""
    number = int(lesson.name[:2])
    if lesson.outcome == "new" and not lesson.is_known:
        return f"Lesson {number} is new."
    if lesson.outcome == "new":
        return (f"Lesson {number} {'comes' if is_preview else 'came'} as a fresh copy. Its questions still count as "
                "you left them, but your answers aren’t in it. If you have an older copy, give it the name "
                f"{lesson.name}.ipynb. If not, start over with the lesson.")
    if lesson.found_as:
        return f"Lesson {number} is called {lesson.found_as} in your folder. Give it the name {lesson.name}.ipynb back."
    if lesson.outcome == "trouble":
        return f"Lesson {number} stays as it is: its file can’t be read. {WAYS[lesson.way]}"
    own = [count for count in (_count(len(lesson.carried), "answer"), _count(lesson.n_added, "cell")) if count]
    came = f" Your {' and your '.join(own)} {'come' if is_preview else 'came'} along." if own else ""
    kept = f" What was there is kept as {lesson.backup}." if lesson.backup else ""
    back = "comes back" if is_preview else "is back"
    gone = f" A cell of {', '.join(lesson.restored)} was gone; it {back}." if lesson.restored else ""
    if not lesson.is_corrected:
        return f"Lesson {number}:{gone} Everything else stays.{kept}"
    looks = "".join(f"\nHave a look at {each.question or each.cell}: {each.text}" for each in lesson.conflicts)
    return f"Lesson {number} {'has been' if not is_preview else 'is'} corrected.{came}{gone}{kept}{looks}"


def hand_in(work: Path, asked: dict[str, Any]) -> dict[str, Any]:
    """Hand a lesson in, or say that it was handed in before and ask; `again` is the yes, `effort` the checkbox.

    Raises:
        Refused: it can't be handed in; nothing was.
    """
    lesson, with_effort, again = asked.get("lesson"), asked.get("effort") is True, asked.get("again") is True
    if not isinstance(lesson, str) or _is_preview(asked):
        raise Refused("Choose a lesson.")
    try:
        done = handing.hand_in(work, lesson, read_records(work), with_effort, again)
    except WrongCall as error:
        raise Refused(str(error)) from None
    return {"message": done.message, "can": done.is_done, "asks": done.asks, "files": []}


def fetch_letters(work: Path, asked: dict[str, Any]) -> dict[str, Any]:
    """Fetch letters about what was handed in.

    Raises:
        Refused: there's no exchange, or it can't be used.
    """
    found = _fetch(letters.fetch_letters, work, asked)
    lines = [f"Lesson {int(each.lesson[:2]) if each.lesson[:2].isdigit() else each.lesson}: your letter about what you "
             f"handed in on {each.when} is here." for each in found]
    return {"message": "\n".join(lines) or "There’s no new letter yet.", "can": bool(found), "files": []}


def fetch_lessons(work: Path, asked: dict[str, Any]) -> dict[str, Any]:
    """Fetch lessons that are released in the exchange and aren't in the folder.

    Raises:
        Refused: there's no exchange, or it can't be used.
    """
    found = _fetch(letters.fetch_lessons, work, asked)
    said = f"New in your folder: {', '.join(found)}." if found else "You have all the lessons that are released."
    return {"message": said, "can": bool(found), "files": []}


def _fetch(act: Callable[[Path], list[Any]], work: Path, asked: dict[str, Any]) -> list[Any]:
    if _is_preview(asked):
        return []
    try:
        return act(work)
    except WrongCall as error:
        raise Refused(str(error)) from None


def _count(n: int, what: str) -> str:
    return "" if n == 0 else what if n == 1 else f"{n} {what}s"


def _is_preview(asked: dict[str, Any]) -> bool:
    """Return whether nothing is to be done yet: only an outright `false` does something."""
    return asked.get("preview") is not False
