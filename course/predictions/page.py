"""A prediction as plain text and as HTML that fits JupyterLab's light and dark themes: open, and locked."""
from __future__ import annotations

from html import escape

from course.cards.style import STYLE, code_spans
from course.predictions.truth import Truth

LETTERS = "abcdefghi"
HEADING, DONE = "Your guess? The first one counts.", "Your guess is in."
EDGES = {"open": "#0b57d0", "right": "#1a7f5a", "wrong": "#c2410c"}
CHOICE = ('<div style="padding:4px 10px;margin:0 0 5px;border-radius:4px;border:1px solid {border};'
          'font-weight:{weight}">({letter}) {text}{mark}</div>')
CODE = "background-color:var(--jp-layout-color2,#eee);padding:1px 4px"


def lettered(choices: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return each choice with its letter."""
    return list(zip(LETTERS, choices))


def how_to_commit(truth: Truth) -> str:
    """Return the code by which a guess is made where nothing can be clicked."""
    return f'from course.predictions import guess\nguess("{truth.id}", "a")'


def verdict(truth: Truth, guessed: str) -> str:
    """Say whether a guess was right, what is so, and why."""
    said = "✓ You got it!" if guessed == truth.right else f"✗ Not this time. It's: {truth.right}."
    return f"{said} {truth.because}"


def mark(truth: Truth, choice: str, guessed: str) -> str:
    """Return what stands behind a choice once the guess is made."""
    notes = ["your guess"] * (choice == guessed) + ["this is what happens"] * (choice == truth.right)
    return f"  ← {', '.join(notes)}" if notes else ""


def open_text(truth: Truth, choices: tuple[str, ...], ask: bool) -> str:
    """Return the choices as plain text; with `ask`, and how to commit to one."""
    lines = [HEADING, *(f"  ({letter}) {choice}" for letter, choice in lettered(choices))]
    how = how_to_commit(truth).replace("\n", "\n    ")
    return "\n".join([*lines, *([f"To commit, run this with your letter:\n    {how}"] if ask else [])])


def open_html(truth: Truth, choices: tuple[str, ...], ask: bool) -> str:
    """Return the choices as HTML; with `ask`, and how to commit to one."""
    body = "".join(_choice(letter, choice) for letter, choice in lettered(choices))
    how = (f'<div style="margin-top:6px">To commit, run this with your letter in a cell of its own:'
           f'<pre style="{CODE};margin:4px 0 0">{escape(how_to_commit(truth))}</pre></div>')
    return _box("open", f"{heading(HEADING)}{body}{how if ask else ''}")


def locked_text(truth: Truth, choices: tuple[str, ...], guessed: str) -> str:
    """Return the choices, the guess and what is so as plain text."""
    lines = [f"  ({letter}) {choice}{mark(truth, choice, guessed)}" for letter, choice in lettered(choices)]
    return "\n".join([DONE, *lines, verdict(truth, guessed)])


def locked_html(truth: Truth, choices: tuple[str, ...], guessed: str) -> str:
    """Return the choices, the guess and what is so as HTML."""
    kind = "right" if guessed == truth.right else "wrong"
    body = "".join(_choice(letter, choice, mark(truth, choice, guessed), EDGES["right"] if choice == truth.right else
                           EDGES["wrong"] if choice == guessed else "") for letter, choice in lettered(choices))
    return _box(kind, f"{heading(DONE)}{body}{verdict_html(truth, guessed)}")


def verdict_html(truth: Truth, guessed: str) -> str:
    """Return the verdict as HTML, which a screen reader reads aloud when it appears."""
    return f'<div role="status">{code_spans(verdict(truth, guessed))}</div>'


def _choice(letter: str, choice: str, note: str = "", edge: str = "") -> str:
    small = f'<span style="font-weight:400">{escape(note)}</span>'
    return CHOICE.format(border=edge or "var(--jp-border-color2,#bdbdbd)", weight=600 if note else 400,
                         letter=letter, text=code_spans(choice), mark=small)


def heading(text: str) -> str:
    """Return the line above the choices."""
    return f'<div style="font-weight:700;margin-bottom:4px">{escape(text)}</div>'


def _box(kind: str, content: str) -> str:
    style = f"box-sizing:border-box;{STYLE.format(edge=EDGES[kind])}"
    return f'<div class="course-card course-prediction" style="{style}">{content}</div>'
