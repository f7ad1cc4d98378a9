"""Several sliders over one picture."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from course.notes import in_terminal


class Sliders:
    """A picture that follows several sliders. Where nothing can slide, the picture of their starts stands.

    Args:
        draw: makes the picture of one value for each slider, in their order.
        sliders: by name: what can be chosen, from left to right, and what is chosen at first.
    """

    def __init__(self, draw: Callable[..., Any], sliders: dict[str, tuple[Sequence, Any]]) -> None:
        self.draw, self.sliders = draw, sliders

    def _ipython_display_(self) -> None:
        from IPython.display import display

        if in_terminal():
            display(self.draw(*(start for _, start in self.sliders.values())))
            return
        import ipywidgets

        made = [ipywidgets.SelectionSlider(options=list(values), value=start, description=name,
                                           style={"description_width": "100px"}, layout={"width": "440px"})
                for name, (values, start) in self.sliders.items()]
        in_words = f"Sliders ({', '.join(self.sliders)}) move this picture where the page has widgets."
        display(ipywidgets.VBox(made)._repr_mimebundle_() | {"text/plain": in_words}, raw=True)
        shown = display(self._picture(made), display_id=True)  # an output of its own: it stays without the widgets
        for slider in made:
            slider.observe(lambda change: shown.update(self._picture(made)), names="value")

    def _picture(self, made: Sequence[Any]) -> Any:
        return self.draw(*(slider.value for slider in made))
