"""`predict`: the choices of a prediction, and what comes of a guess."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from course import notes
from course.predictions import buttons, kept, page
from course.predictions.lookup import find
from course.predictions.truth import Truth

_asked: dict[str, Prompt] = {}  # by id: what `guess` answers


class Prompt:
    """A prediction on the page: open, or locked once a guess is made. Buttons where they work, else a plain list."""

    def __init__(self, truth: Truth, choices: tuple[str, ...]) -> None:
        self.truth, self.choices = truth, choices
        self._shown: Any = None  # the handle of the output in which it stands
        self._box: Any = None

    @property
    def guessed(self) -> str | None:
        """The choice the learner committed to, or None; a guess at choices that the lesson no longer has is none."""
        guessed = kept.load().get(self.truth.id)
        return guessed if guessed in self.choices else None

    def commit(self, choice: str) -> None:
        """Commit to a choice, unless there is a guess already: the first one stays."""
        if self.guessed is None:
            kept.commit(self.truth.id, choice)
        self._show_again()

    def forget(self) -> None:
        """Drop the guess, so that another can be made."""
        kept.forget(self.truth.id)
        self._show_again()

    def _click(self, choice: str) -> None:
        """Commit by a button. It stays where it is, for Shift+Enter to work, until the next cell runs."""
        if self.guessed is None:
            kept.commit(self.truth.id, choice)
        if self._box is not None and (guessed := self.guessed):
            buttons.lock(self._box, self.truth, self.choices, guessed)
            self._box = None
            buttons.once("pre_run_cell", self._show_again)  # from then on the page needs no widgets

    def _show_again(self) -> None:
        """Bring what is on the page up to date."""
        if self._shown is not None:
            self._shown.update(self._repr_mimebundle_(), raw=True)

    def _plain(self) -> dict[str, Any]:
        """Return the prediction as text and HTML."""
        if guessed := self.guessed:
            return {"text/plain": page.locked_text(self.truth, self.choices, guessed),
                    "text/html": page.locked_html(self.truth, self.choices, guessed)}
        ask = not notes.is_grading()
        return {"text/plain": page.open_text(self.truth, self.choices, ask),
                "text/html": page.open_html(self.truth, self.choices, ask)}

    def __repr__(self) -> str:
        return self._plain()["text/plain"]

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        """Return text and HTML for every front end, and buttons for those that have widgets."""
        bundle = self._plain()
        if self.guessed is None and not notes.is_grading() and buttons.can_click():
            self._box = buttons.make_buttons(self.choices, self._click)
            if self._box is not None:
                bundle[buttons.VIEW] = {"version_major": 2, "version_minor": 0, "model_id": self._box.model_id}
        return bundle

    def _ipython_display_(self) -> None:
        """Show it in an output that a guess can change."""
        from IPython.display import display

        shown = display(self._repr_mimebundle_(), raw=True, display_id=True)
        self._shown = None if notes.in_terminal() else shown  # there, what is printed stays as it is


def predict(prediction_id: str, choices: Sequence[str]) -> Prompt:
    """Ask for a guess before the next cell runs, and say what is so once it is made. The first guess stays.

    Args:
        prediction_id: the prediction's id, such as "largest-exp".
        choices: two to nine different texts, in the order in which they are shown.

    Raises:
        ValueError: there is no such prediction, or the choices don't fit it.
    """
    truth = find(prediction_id)
    if not _are_choices(choices):
        raise ValueError(f"predict: expected a list of 2 to {len(page.LETTERS)} different texts for "
                         f'"{truth.id}", got {_short(choices)}. Write predict("{truth.id}", ["...", "..."]).')
    if truth.right not in choices:
        raise ValueError(f'predict: expected the right choice of "{truth.id}" among its choices, got '
                         f"{_short(choices)}. Write it in the lesson exactly as in course/predictions/lessons.")
    _asked[truth.id] = prompt = Prompt(truth, tuple(choices))
    return prompt


def guess(prediction_id: str, choice: str | None) -> Prompt:
    """Commit to a choice by its letter or its text, where there are no buttons; None forgets the guess.

    Raises:
        ValueError: `predict` hasn't asked this yet, or there is no such choice.
    """
    truth = find(prediction_id)
    if truth.id not in _asked:
        raise ValueError(f'guess: expected a prediction you have been shown, got "{truth.id}". '
                         f'Run the cell with predict("{truth.id}", ...) first.')
    prompt = _asked[truth.id]
    if choice is None:
        prompt.forget()
    else:
        prompt.commit(_choose(prompt, choice))
    return Prompt(truth, prompt.choices)


def _choose(prompt: Prompt, said: str) -> str:
    """Return the choice that a letter or a text means."""
    by_letter = dict(page.lettered(prompt.choices))
    if said in prompt.choices:
        return said
    letter = str(said).strip(" ()").lower()
    if letter in by_letter:
        return by_letter[letter]
    raise ValueError(f'guess: expected one of the letters {", ".join(by_letter)} for "{prompt.truth.id}", '
                     f'got {_short(said)}. Write guess("{prompt.truth.id}", "a").')


def _are_choices(choices: object) -> bool:
    """Return whether these can be shown and told apart."""
    if not isinstance(choices, (list, tuple)) or not all(isinstance(choice, str) and choice for choice in choices):
        return False
    return 2 <= len(choices) <= len(page.LETTERS) and len(set(choices)) == len(choices)


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 200 else f"{text[:200]}…"
