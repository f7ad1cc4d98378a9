"""The steps as buttons below a card, where the front end has widgets; everywhere else the card names `hint`."""
from __future__ import annotations

from typing import Any

from course.predictions.buttons import CLASS, LOOK, VIEW, WITH_CODE, can_click, once
from course.stuck import hints, opening


class Buttons:
    """One button, which opens the next step; below it what is open.

    Args:
        question_id: the question's id.
        compare: offer our answer alone, to somebody whose own is right.
    """

    def __init__(self, question_id: str, compare: bool = False) -> None:
        self.question_id, self.compare = question_id, compare
        self.texts = hints.find_texts(question_id)
        self.opened: Any = None  # what was opened here
        self._shown: Any = None

    def show(self) -> None:
        """Show the button if there is something to open and somebody to click."""
        if not self.texts or not can_click() or (box := self._make()) is None:
            return
        from IPython.display import display

        bundle = {VIEW: {"version_major": 2, "version_minor": 0, "model_id": box.model_id}, "text/plain": ""}
        self._shown = display(bundle, raw=True, display_id=True)
        once("pre_run_cell", self._make_static)  # from then on the page needs no widgets

    def show_after_cell(self) -> None:
        """Show it below the cell's result."""
        if self.texts and can_click():
            once("post_run_cell", self.show)

    def _make(self) -> Any:
        try:
            import ipywidgets
        except ImportError:
            return None
        self._button, self._output = ipywidgets.Button(), ipywidgets.Output()
        self._button.on_click(self._open)
        self._label()
        box = ipywidgets.VBox([ipywidgets.HTML(LOOK), self._button, self._output])
        box.add_class(CLASS).add_class(WITH_CODE)
        return box

    def _label(self) -> None:
        """Say what the button opens, or what it takes first."""
        self._button.description, can_open = self._offer()
        self._button.disabled = not can_open

    def _offer(self) -> tuple[str, bool]:
        """Return what the button says, and whether it opens anything."""
        titles, n_open = list(self.texts), opening.n_opened(self.question_id)
        if self.compare:
            return "Compare with ours", self.opened is None
        if n_open >= len(titles):
            return "Show all steps again", True
        if n_open < opening.n_allowed_now(self.question_id, len(titles)):
            return f"Hint {n_open + 1} of {len(titles)}: {titles[n_open].lower()}", True
        return opening.tell_try(titles[n_open], n_open), False

    def _open(self, button: Any) -> None:
        self.opened = hints.our_answer(self.question_id) if self.compare else hints.hint(self.question_id)
        self._output.outputs = ()
        self._output.append_display_data(self.opened)
        self._label()

    def _make_static(self) -> None:
        if self._shown is not None:
            bundle = self.opened._repr_mimebundle_() if self.opened else {"text/plain": "", "text/html": ""}
            self._shown.update(bundle, raw=True)
