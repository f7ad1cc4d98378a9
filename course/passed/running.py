"""A function that a lesson goes on with: the learner's, with ours behind it, or ours alone."""
from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from typing import Any

from course.cards.style import code_spans
from course.checking.facts import clip

STYLE = ("color:var(--jp-ui-font-color1,#212121);font-family:var(--jp-ui-font-family,system-ui,sans-serif);"
         "font-size:13px;margin:2px 0")


class Running:
    """Calls the learner's function; where it raises and ours doesn't, ours takes over for that call.

    What the learner's function changed before it raised stays changed: a model isn't copied for every call.
    """

    def __init__(self, name: str, theirs: Callable | None, ours: Callable | None) -> None:
        self.__name__ = name
        self.theirs = theirs
        self.ours = ours
        self._has_said_why = False
        if theirs is not None:
            self.__wrapped__ = theirs  # so that `train_step??` shows what the learner wrote
            self.__doc__ = theirs.__doc__

    def __repr__(self) -> str:
        return f"<{'your' if self.theirs else 'stand-in for your'} {self.__name__}>"

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if self.theirs is None or self.ours is None:
            return (self.theirs or self.ours)(*args, **kwargs)  # type: ignore[misc]
        try:
            return self.theirs(*args, **kwargs)
        except (Exception, SystemExit) as error:
            try:
                instead = self.ours(*args, **kwargs)
            except Exception:  # then the call is one that has to raise, such as shapes that don't fit
                raise error from None
            self._say_why(error)
            return instead

    def _say_why(self, error: BaseException) -> None:
        if not self._has_said_why:
            self._has_said_why = True
            say(f"Your `{self.__name__}` raised {_in_words(error)}{_place(error, self.theirs)}; ours takes over here.")


def own(thing: Any) -> Any:
    """Return the learner's function where a lesson was given it to run (None if ours runs); else the thing itself."""
    return thing.theirs if isinstance(thing, Running) else thing


def say(line: str) -> None:
    """Show a line in the notebook, or print it where there is none. What stands between backticks is code."""
    html = f'<div class="course-yours" role="status" style="{STYLE}">{code_spans(line)}</div>'
    if "IPython" in sys.modules and (shell := sys.modules["IPython"].get_ipython()):
        shell.display_pub.publish({"text/html": html, "text/plain": line})
    else:
        print(line)


def _in_words(error: BaseException) -> str:
    """Return the class and the message of an error, on one line."""
    try:
        message = " ".join(clip(str(error)).split())
    except Exception:  # its own `__str__` raised
        message = ""
    return f"{type(error).__name__}: {message}" if message else type(error).__name__


def _place(error: BaseException, function: Any) -> str:
    """Return the line of the learner's cell where an error came up, in words; nothing if it came up elsewhere."""
    file = getattr(getattr(inspect.unwrap(function), "__code__", None), "co_filename", None)
    line, trace = 0, error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename == file:
            line = trace.tb_lineno
        trace = trace.tb_next
    return f" on line {line} of its cell" if line else ""
