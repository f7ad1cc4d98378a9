"""The home page as HTML: from where the learner stands, and from nothing else."""
from __future__ import annotations

from html import escape
from urllib.parse import quote

from course.home import parts
from course.home.hand_in.desk import Desk, of_card
from course.home.status import Asked, Course, Lesson
from course.home.words import BLURBS, BY_EXCHANGE, EFFORT, HAND_IN, STUCK, TROUBLES

MARKS = {"right": "✓", "ready": "●", "tried": "✗", "to do": "○"}
SAID = {"right": "right", "ready": "ready to hand in", "tried": "not yet", "to do": "to do"}


def home(course: Course, base: str, xsrf: str, docs: tuple[str, ...] = (), desk: Desk | None = None) -> str:
    """Return the home page.

    Args:
        course: where the learner stands.
        base: the path under which Jupyter serves, such as "/".
        xsrf: the token that what the page sends must carry.
        docs: the names of the pages to read that there are, such as "glossary".
        desk: where things are handed in, and what was.
    """
    desk = desk or Desk()
    body = "".join([
        f'<header><p class="course">{parts.MARK}{escape(course.title)}</p><h1>{greeting(course)}</h1>'
        f"{_go_on(course, base)}</header>",
        f'<main>{_troubles(course)}{_lessons(course, base, desk)}<div class="pair">{_hand_in(course, desk)}'
        f"{_stuck(base, docs)}</div>{_tidy(course)}</main>",
        f'<footer><p>Your files are in <code>{escape(course.place)}</code>. '
        f'<a href="{escape(base)}lab" target="course-lab">Open JupyterLab</a></p></footer>',
        parts.dialogs(course.lessons)])
    return parts.document("Course home", body, base, xsrf)


def greeting(course: Course) -> str:
    """Say where the learner is, in one sentence.

    >>> greeting(Course())
    'Welcome!'
    """
    if not course.lessons:
        return "Welcome!"
    if course.next_lesson is None:
        if not course.is_begun:
            return "Welcome!"
        return "You did it! Every question is done." if course.is_done else "Welcome back! The lessons here are done."
    if not course.is_begun:
        return "Welcome! Your first lesson is ready."
    where = f"lesson {course.next_lesson.number}, {escape(course.next_lesson.content.title)}"
    if course.last is not None and course.last.is_done and not course.next_lesson.is_begun:
        return f"Lesson {course.last.number} is done, well played! On to {where}."
    return f"Welcome back! You’re in {where}."


def link(lesson: Lesson, course: Course, base: str, anchor: str = "") -> str:
    """Return the attributes of a link that opens a lesson in the one tab that JupyterLab has."""
    path = f"{course.folder}{lesson.file}"
    href = f"{base}lab/tree/{quote(path)}" + (f"#{quote(anchor, errors='replace')}" if anchor else "")
    return f'href="{escape(href)}" target="course-lab" data-path="{escape(path)}" data-anchor="{escape(anchor)}"'


def _go_on(course: Course, base: str) -> str:
    lesson, asked = course.next_lesson, course.next_asked
    if lesson is None or asked is None:
        return ""
    if not lesson.is_begun:
        return (f'<p class="go"><a id="go" class="button big" {link(lesson, course, base)}>Start lesson {lesson.number}'
                f"</a><span>{escape(lesson.content.title)}{_about(lesson.content.minutes)}</span></p>")
    name = f"<code>{escape(asked.question.id)}</code>"
    how = ("You’ve tried this one: have another look" if asked.state == "tried"
           else f"{lesson.n_done} of {len(lesson.asked)} questions done in this lesson")
    return (f'<p class="go"><a id="go" class="button big" {link(lesson, course, base, asked.anchor)}>Go on: lesson '
            f"{lesson.number}, {name}</a><span>{how}{_minutes_of(asked)}</span></p>")


def _about(minutes: int | None) -> str:
    return f" · about {minutes} minutes" if minutes else ""


def _minutes_of(asked: Asked) -> str:
    if asked.question.minutes is None:
        return ""
    least, most = asked.question.minutes
    return f" · about {least} min" if least == most else f" · {least} to {most} min"


def _troubles(course: Course) -> str:
    if not course.troubles:
        return ""
    items = "".join(f"<p>{escape(trouble.say(TROUBLES))}</p>" for trouble in course.troubles)
    return f'<section class="trouble" aria-label="Something needs your attention">{items}</section>'


def _lessons(course: Course, base: str, desk: Desk) -> str:
    if not course.lessons:
        return ""
    cards = "".join(_card(lesson, course, base, desk) for lesson in course.lessons)
    n_done, n_asked = sum(each.n_done for each in course.lessons), sum(len(each.asked) for each in course.lessons)
    return (f'<section aria-labelledby="lessons"><h2 id="lessons">Your lessons</h2>'
            f'<p class="sum">{n_done} of {n_asked} questions done</p><ol class="cards">{cards}</ol></section>')


def _card(lesson: Lesson, course: Course, base: str, desk: Desk) -> str:
    is_here = lesson is course.next_lesson and course.is_begun
    kind = "card here" if is_here else "card done" if lesson.asked and lesson.is_done else "card"
    title = escape(lesson.content.title)
    opened = f"<a {link(lesson, course, base)}>{title}</a>" if lesson.is_there else title
    blurb = BLURBS.get(lesson.own_name or lesson.name, "")
    return (f'<li class="{kind}"><h3><span class="number"><span class="unseen">Lesson </span>{lesson.number}</span>'
            f'{opened}</h3>{"<p class=flag>You’re here</p>" if is_here else ""}'
            f'<p class="blurb">{escape(blurb)}</p>{_bar(lesson)}{_counts(lesson)}'
            f"{_trouble(lesson) if course.is_any_there else ''}{_questions(lesson, course, base)}"
            f"{of_card(desk, lesson, base, course.folder)}</li>")


def _trouble(lesson: Lesson) -> str:
    return f'<p class="trouble">{escape(lesson.trouble.say(TROUBLES))}</p>' if lesson.trouble else ""


def _bar(lesson: Lesson) -> str:
    """Return one segment per question, and the same in words."""
    if not lesson.asked:
        return '<p class="count">No questions</p>'
    segments = "".join(f'<i class="{asked.state.replace(" ", "")}"></i>' for asked in lesson.asked)
    ready = f", {lesson.n_done - lesson.n_right} ready" if lesson.n_done > lesson.n_right else ""
    said = f"{lesson.n_right} of {len(lesson.asked)} right{ready}"
    return f'<div class="bar" aria-hidden="true">{segments}</div><p class="count">{said}</p>'


def _counts(lesson: Lesson) -> str:
    counts = [*([time] if (time := _time(lesson)) else []),
              *([f"{lesson.n_tries} {'try' if lesson.n_tries == 1 else 'tries'}"] if lesson.n_tries else []),
              *([f"guesses: {lesson.n_guesses_right} of {lesson.n_guesses} right"] if lesson.n_guesses else [])]
    return f'<ul class="facts">{"".join(f"<li>{count}</li>" for count in counts)}</ul>'


def _time(lesson: Lesson) -> str:
    """Return how long a lesson takes: all of it where it says so, else its questions, and that reading comes on top."""
    if lesson.content.minutes:
        return f"about {lesson.content.minutes} min"
    told = [asked.question.minutes for asked in lesson.asked if asked.question.minutes]
    least, most = sum(low for low, _ in told), sum(high for _, high in told)
    return f"{least if least == most else f'{least} to {most}'} min plus reading" if told else ""


def _questions(lesson: Lesson, course: Course, base: str) -> str:
    if not lesson.asked:
        return ""
    rows = "".join(_question(asked, lesson, course, base) for asked in lesson.asked)
    place = course.lessons.index(lesson) + 1
    return (f'<details id="of-{place}"><summary>Questions in lesson {lesson.number}</summary><ul>{rows}</ul>'
            "</details>")


def _question(asked: Asked, lesson: Lesson, course: Course, base: str) -> str:
    name = f"<code>{escape(asked.question.id)}</code>"
    opened = f"<a {link(lesson, course, base, asked.question.anchor)}>{name}</a>" if lesson.is_there else name
    tries = f", {asked.tries} {'try' if asked.tries == 1 else 'tries'}" if asked.tries else ""
    return (f'<li class="{asked.state.replace(" ", "")}"><span aria-hidden="true">{MARKS[asked.state]}</span> {opened} '
            f"<small>{SAID[asked.state]}{tries}{_minutes_of(asked)}</small></li>")


def _hand_in(course: Course, desk: Desk) -> str:
    first = [f"{lesson.own_name or lesson.name}.ipynb" for lesson in course.lessons[:1]]
    files = f"<code>{escape(first[0])}</code>" if first else "the notebook"
    if desk.exchange is None:
        return (f'<section aria-labelledby="hand-in"><h2 id="hand-in">How to hand in</h2>'
                f"{HAND_IN.format(files=files)}{EFFORT if course.is_begun else ''}</section>")
    trouble = f'<p class="trouble">{escape(desk.exchange.trouble)}</p>' if desk.exchange.trouble else ""
    return (f'<section aria-labelledby="hand-in"><h2 id="hand-in">Hand in</h2>{trouble}{BY_EXCHANGE}{EFFORT}'
            '<p class="buttons"><button type="button" data-deed="letters">Fetch feedback</button>'
            '<button type="button" data-deed="lessons">Fetch lessons</button></p></section>')


def _stuck(base: str, docs: tuple[str, ...]) -> str:
    pages = "".join(f'<li><a href="{escape(base)}course/read/{name}">{title}</a></li>'
                    for name, title in parts.DOCS.items() if name in docs)
    reading = f"<p>Look it up:</p><ul>{pages}</ul>" if pages else ""
    return f'<section aria-labelledby="stuck"><h2 id="stuck">When you’re stuck</h2>{STUCK}{reading}</section>'


def _tidy(course: Course) -> str:
    return ('<section aria-labelledby="fresh"><h2 id="fresh">A fresh start</h2><p>Both of these ask first, and keep a '
            "backup of what you have.</p><p class=\"buttons\">"
            '<button type="button" id="open-reset">Start over with a question or lesson…</button>'
            '<button type="button" id="open-update">Bring in lessons…</button></p>'
            '<p id="said" role="status"></p></section>')
