"""What every page of ours shares, and the questions that the home page asks before it changes a file."""
from __future__ import annotations

from collections.abc import Iterable
from html import escape

from course.home.status import Lesson

DOCS = {"errors": "Errors, and what they’re trying to tell you", "glossary": "Glossary: every term in a sentence",
        "cheatsheet": "The course on a page"}
MARK = ('<svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true" focusable="false"><g fill="none" '
        'stroke="currentColor" stroke-width="2"><path d="M5 5 12 9 19 5M5 12 12 9M5 19 12 9M12 9 19 15"/></g><g '
        'fill="currentColor"><circle cx="5" cy="5" r="2.5"/><circle cx="5" cy="12" r="2.5"/><circle cx="5" cy="19" '
        'r="2.5"/></g><g class="head"><circle cx="19" cy="5" r="3.5"/><circle cx="19" cy="15" r="3.5"/></g></svg>')
DESK = ('<dialog id="desk" aria-labelledby="desk-title"><form method="dialog"><h2 id="desk-title">Hand in</h2>'
        '<p class="will" id="desk-will" role="status"></p><p class="buttons">'
        '<button type="button" class="yes" hidden>Hand it in again</button><button value="cancel">Close</button></p>'
        "</form></dialog>")


def document(title: str, body: str, base: str, xsrf: str = "") -> str:
    """Return a whole page. Its style and its script are files of the server: nothing else may run."""
    at = escape(base)
    return (f'<!doctype html>\n<html lang="en" data-base="{at}" data-xsrf="{escape(xsrf)}"><head><meta charset="utf-8">'
            f'<title>{escape(title)}</title><meta name="viewport" content="width=device-width, initial-scale=1">'
            f'<meta name="color-scheme" content="light dark"><link rel="icon" href="{at}course/static/icon.svg">'
            f'<link rel="stylesheet" href="{at}course/static/home.css">'
            f'<script src="{at}course/static/home.js" defer></script></head><body>{body}</body></html>\n')


def reading(title: str, content: str, base: str) -> str:
    """Return a page of the docs, with the way home."""
    back = f'<p class="course"><a href="{escape(base)}course">{MARK}Course home</a></p>'
    return document(title, f'<header>{back}</header><main class="reading">{content}</main>', base)


def dialogs(lessons: Iterable[Lesson]) -> str:
    """Return the dialogs: two wait for a second click (start over with what? Bring in lessons?), one tells or asks."""
    return DESK + _dialog("reset", "Start over", _choices(lessons), "Yes, start over") + _dialog(
        "update", "Bring in lessons", "<p>This looks for lessons that are new or corrected.</p>", "Yes, bring them in")


def _dialog(name: str, title: str, content: str, yes: str) -> str:
    return (f'<dialog id="{name}" aria-labelledby="{name}-title"><form method="dialog">'
            f'<h2 id="{name}-title">{title}</h2>{content}'
            f'<p class="will" id="{name}-will" role="status"></p><p class="buttons">'
            f'<button type="button" class="yes" disabled>{yes}</button>'
            '<button value="cancel">No, leave everything as it is</button></p></form></dialog>')


def _choices(lessons: Iterable[Lesson]) -> str:
    groups = "".join(_group(lesson) for lesson in lessons if lesson.is_there and not lesson.own_name)
    return ('<p><label for="what">With what?</label>'
            f'<select id="what"><option value="">Choose…</option>{groups}</select></p>')


def _group(lesson: Lesson) -> str:
    name, title = escape(lesson.name), f"Lesson {lesson.number} · {escape(lesson.content.title)}"
    ids = [escape(asked.question.id) for asked in lesson.asked]
    questions = "".join(f'<option value="{name}/{each}">Question {each}</option>' for each in ids)
    return (f'<optgroup label="{title}"><option value="{name}/">All of lesson {lesson.number}</option>'
            f"{questions}</optgroup>")
