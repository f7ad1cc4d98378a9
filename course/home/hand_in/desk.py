"""What the home page shows of handing in: hand-ins, letters, and what is ready to upload, by lesson."""
from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from urllib.parse import quote

from course.home.hand_in.exchange import Exchange, HandIn, find_exchange
from course.home.hand_in.handing import READY
from course.home.hand_in.letters import Letter, letters
from course.home.status import Lesson


@dataclass(frozen=True)
class Desk:
    """Where things are handed in, and what has come of it.

    Attributes:
        exchange: nbgrader's; None if none is configured.
        handed_in: all hand-ins, the earliest first.
        letters: all letters.
        ready: names of files that are ready to upload, by lesson.
    """

    exchange: Exchange | None = None
    released: tuple[str, ...] = ()
    handed_in: tuple[HandIn, ...] = ()
    letters: tuple[Letter, ...] = ()
    ready: dict[str, list[str]] = field(default_factory=dict)


def read_desk(work: Path) -> Desk:
    """Return what there is."""
    found = find_exchange(work)
    ready = {} if found else {path.name: sorted(each.name for each in path.iterdir() if each.is_file())
                              for path in (work / READY).glob("*") if path.is_dir()}
    return Desk(found, tuple(found.released) if found else (), tuple(found.handed_in()) if found else (),
                tuple(letters(work)), ready)


def of_card(desk: Desk, lesson: Lesson, base: str, folder: str) -> str:
    """Return what a lesson's card says: the button, what was handed in, the letters."""
    name = lesson.own_name or lesson.name
    given = [each for each in desk.handed_in if each.lesson == name]
    return "".join([_handed_in(given, name), _ready(desk.ready.get(name, []), f"{folder}{READY}/{name}", base),
                    _letters([each for each in desk.letters if each.lesson == name], base),
                    _button(desk, lesson, name)])


def _button(desk: Desk, lesson: Lesson, name: str) -> str:
    if not lesson.is_there or (name not in desk.released if desk.exchange else not lesson.is_begun):
        return ""
    said = "Hand in" if desk.exchange else "Get ready to hand in"
    return (f'<p class="give"><button type="button" data-deed="handin" data-lesson="{escape(name)}">{said}'
            f'<span class="unseen"> lesson {lesson.number}</span></button></p>')


def _handed_in(given: list[HandIn], name: str) -> str:
    if not given:
        return ""
    last = f"✓ Handed in {given[-1].when}"
    if len(given) == 1:
        return f'<p class="given">{escape(last)}</p>'
    items = "".join(f"<li>{escape(each.when)}</li>" for each in reversed(given))
    return (f'<details class="given" id="given-{escape(name)}"><summary>{escape(last)} ({len(given)} times)</summary>'
            f"<ul>{items}</ul></details>")


def _ready(names: list[str], folder: str, base: str) -> str:
    if not names:
        return ""
    at = f"{escape(base)}files/{quote(folder)}"
    links = ", ".join(f'<a href="{at}/{quote(name)}?download=1" download>{escape(name)}</a>' for name in names)
    return f'<p class="given">Ready to upload: {links}</p>'


def _letters(found: list[Letter], base: str) -> str:
    if not found:
        return ""
    *earlier, last = [f'<a href="{escape(base)}course/letter/{quote(each.lesson)}/{each.key}" target="course-letter">'
                      f"{said}</a>" for each, said in zip(found, _names(found))]
    more = f' <small>Earlier: {", ".join(reversed(earlier))}</small>' if earlier else ""
    return f'<p class="letter"><span aria-hidden="true">✉</span> {last}{more}</p>'


def _names(found: list[Letter]) -> list[str]:
    return [*(escape(each.when) for each in found[:-1]), "Your letter is here"]
