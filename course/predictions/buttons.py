"""The choices as buttons, where the front end has widgets."""
from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

from course.checking.card import STYLE
from course.predictions import page

VIEW = "application/vnd.jupyter.widget-view+json"
CLASS = "course-prediction-buttons"
LOOK = f"""<style>
.{CLASS} {{{STYLE.format(edge=page.EDGES["open"])};overflow:visible}}
.{CLASS} .widget-html, .{CLASS} .widget-html-content {{font-size:14px;line-height:1.5;height:auto;margin:0}}
.{CLASS} .jupyter-button {{
  width:100%;height:auto;margin:3px 0;padding:5px 10px;text-align:left;white-space:normal;font-size:14px;
  line-height:1.4;font-family:inherit;border-radius:4px;border:1px solid var(--jp-border-color1,#757575);
  color:var(--jp-ui-font-color1,#212121);background-color:var(--jp-layout-color1,#fff)}}
.{CLASS} .jupyter-button:hover {{background-color:var(--jp-layout-color2,#eee)}}
.{CLASS} .jupyter-button:focus-visible {{outline:2px solid var(--jp-brand-color1,#0b57d0);outline-offset:2px}}
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
    heading = ipywidgets.HTML(f"{LOOK}<b>{page.HEADING}</b>")
    buttons = []
    for letter, choice in page.lettered(choices):
        button = ipywidgets.Button(description=f"({letter}) {choice.replace('`', '')}")
        button.on_click(lambda _, choice=choice: commit(choice))
        buttons.append(button)
    box = ipywidgets.VBox([heading, *buttons])
    box.add_class(CLASS)
    return box


def lock(box: Any, html: str) -> None:
    """Put a locked prediction in place of the buttons, for a page that was loaded anew since."""
    import ipywidgets

    box.remove_class(CLASS)
    box.children = [ipywidgets.HTML(html)]
