"""The choices as buttons, where the front end has widgets."""
from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

from course.cards.style import STYLE
from course.predictions import page
from course.predictions.truth import Truth

VIEW = "application/vnd.jupyter.widget-view+json"
CLASS = "course-prediction-buttons"
WITH_CODE = "course-with-code"  # its lines of code are kept whole, and scroll where there's no room
LOOK = f"""<style>
.{CLASS} {{box-sizing:border-box;overflow:visible;{STYLE.format(edge=page.EDGES["open"])}}}
.{CLASS}.course-right {{border-left-color:{page.EDGES["right"]}}}
.{CLASS}.course-wrong {{border-left-color:{page.EDGES["wrong"]}}}
.{CLASS} .widget-html, .{CLASS} .widget-html-content {{font-size:14px;line-height:1.5;height:auto;margin:0}}
.{CLASS} .jupyter-button {{
  width:100%;height:auto;margin:0 0 5px;padding:4px 10px;text-align:left;white-space:normal;font-size:14px;
  line-height:1.5;font-family:inherit;border-radius:4px;border:1px solid var(--jp-border-color1,#757575);
  color:var(--jp-ui-font-color1,#212121);background-color:var(--jp-layout-color1,#fff);box-shadow:none;opacity:1}}
.{CLASS} .jupyter-button:hover {{background-color:var(--jp-layout-color2,#eee);box-shadow:none}}
.{CLASS} .jupyter-button:focus-visible {{outline:2px solid var(--jp-brand-color1,#0b57d0);outline-offset:2px}}
.{CLASS}.course-locked .jupyter-button {{
  cursor:default;border-color:var(--jp-border-color2,#bdbdbd);background-color:var(--jp-layout-color1,#fff)}}
.{CLASS}.course-locked .jupyter-button:disabled {{opacity:1}}
.{CLASS} .jupyter-button:focus:not(:focus-visible) {{outline:none}}
.{CLASS} code {{background-color:var(--jp-layout-color2,#eee);padding:1px 5px}}
.{CLASS}.{WITH_CODE} {{max-width:66em}}
.{CLASS}.{WITH_CODE} :is(p, ul, ol, .jupyter-button) {{max-width:46em}}
.{CLASS}.{WITH_CODE}.{WITH_CODE} :is(pre, pre code) {{
  white-space:pre;word-break:normal;overflow-wrap:normal;overflow-x:auto;padding:0;background-color:transparent}}
.{CLASS} .jupyter-button.course-right {{border-color:{page.EDGES["right"]};font-weight:600}}
.{CLASS} .jupyter-button.course-wrong {{border-color:{page.EDGES["wrong"]};font-weight:600}}
</style>"""


def can_click() -> bool:
    """Return whether somebody sits before a front end with widgets: one of Jupyter's servers, VS Code, or Colab.

    A kernel can't ask. One that nbclient or nbconvert started has nobody to click, and a terminal shows no widgets.
    """
    shell: Any = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if not hasattr(shell, "kernel"):
        return False
    return ("JPY_SESSION_NAME" in os.environ or "google.colab" in sys.modules
            or "__vsc_ipynb_file__" in shell.user_ns)


def make_buttons(choices: tuple[str, ...], commit: Callable[[str], Any]) -> Any:
    """Return a widget with one button per choice, which calls `commit` with that choice; None without ipywidgets."""
    try:
        import ipywidgets
    except ImportError:
        return None
    made = [ipywidgets.Button(description=_label(letter, choice)) for letter, choice in page.lettered(choices)]
    for button, choice in zip(made, choices):
        button.on_click(partial(_commit, commit, choice))
    box = ipywidgets.VBox([ipywidgets.HTML(f"{LOOK}{page.heading(page.HEADING)}"), *made, ipywidgets.HTML()])
    box.add_class(CLASS)
    return box


def _commit(commit: Callable[[str], Any], choice: str, button: Any) -> None:
    commit(choice)


def lock(box: Any, truth: Truth, choices: tuple[str, ...], guessed: str) -> None:
    """Show on the buttons what came of a guess. The button that was pressed stays, or the page would lose its focus."""
    heading, *made, said = box.children
    for button, (letter, choice) in zip(made, page.lettered(choices)):
        button.disabled = choice != guessed
        button.description = _label(letter, choice) + page.mark(truth, choice, guessed)
        if choice in (truth.right, guessed):
            button.add_class("course-right" if choice == truth.right else "course-wrong")
    heading.value = f"{LOOK}{page.heading(page.DONE)}"
    said.value = page.verdict_html(truth, guessed)
    box.add_class("course-locked")
    box.add_class("course-right" if guessed == truth.right else "course-wrong")


def once(event: str, act: Callable[[], None]) -> None:
    """Do something once: "pre_run_cell", when the next cell is run, or "post_run_cell", after this one."""
    from IPython import get_ipython

    def act_once(*_: Any) -> None:
        shell.events.unregister(event, act_once)
        act()

    shell: Any = get_ipython()
    shell.events.register(event, act_once)


def _label(letter: str, choice: str) -> str:
    """Return what a button says; it can't set code apart."""
    return f"({letter}) {choice.replace('`', '')}"
