"""Note a try, and forget one. What can't be written is remembered as long as the kernel runs."""
from __future__ import annotations

import contextlib
import math
import numbers
from datetime import datetime
from pathlib import Path
from typing import Any

from course import notes
from course.runs import file
from course.runs.file import METRICS, Content, Try

MAX_NAME, MAX_TEXT, MAX_SETTINGS = 80, 120, 40  # characters of a name and of a setting; settings of one try
_unsaved: dict[Path, list[dict[str, Any]]] = {}  # tries of a read-only folder, and of grading, which leaves no trace
_told: set[tuple[Path, int]] = set()  # damage that was spoken of already


def note(name: str, /, *, log: str = "", **score_and_settings: Any) -> None:
    """Note a try in a file beside the notebook, and say how it compares with those before.

    Give its score under the metric's name, and whatever else you want to remember of it:

        runs.note("halfway cut", macro_f1=0.71, copies=2, side=48)

    Args:
        name: what you tried, in a few words.
        log: which log to write to; each has a file of its own, and tries are compared within one log.
        score_and_settings: one of `macro_f1`, `f1`, `accuracy`, `recall`, `precision` (from 0 to 1) or `loss`, and
            settings under any other names. A tensor or an array of one number counts as that number.

    Raises:
        ValueError: there isn't exactly one metric, its score is no such number, or the name isn't a few words.
    """
    path = file.path_of(log)
    metric, score = _score(score_and_settings)
    record = {"time": datetime.now().strftime("%Y-%m-%d %H:%M:%S"), "name": _name(name), "metric": metric,
              "score": None if math.isnan(score) else score, "settings": _settings(score_and_settings, metric)}
    *before, this = _add(path, record)
    print(_compared(this, before))


def forget(number: int, log: str = "") -> None:
    """Leave a try out of the table from now on; the others keep their numbers.

    Args:
        number: the try's number.
        log: the log in which it is.

    Raises:
        ValueError: there's no such try.
    """
    path = file.path_of(log)
    known = {one.number: one for one in tries(log)}
    if isinstance(number, bool) or number not in known:
        listed = ", ".join(map(str, known)) or "none: the log is empty"
        raise ValueError(f"runs.forget: expected the number of a try ({listed}), got {number!r}. "
                         "`runs.table()` shows them.")
    _add(path, {"forget": int(number)})
    print(f"Try {number}, {known[number].name}, is forgotten. The others keep their numbers.")


def tries(log: str = "") -> list[Try]:
    """Return the tries of a log, oldest first, without those that were forgotten."""
    path = file.path_of(log)
    return _with_unsaved(path, _saved(path)).tries


def best(found: list[Try]) -> Try | None:
    """Return the best of tries with one metric, the first of several; NaN is never the best."""
    return min((one for one in found if not math.isnan(one.score)), key=lambda one: one.badness, default=None)


def say(one: Try) -> str:
    """Return a try's score in words.

    >>> say(Try(1, "", "first", "macro_f1", 0.71, {}))
    'macro-F1 0.710'
    """
    return f"{METRICS[one.metric]} {one.score:{'.4g' if one.metric == 'loss' else '.3f'}}"


def _add(path: Path, record: dict[str, Any]) -> list[Try]:
    """Write a record, and those before it that couldn't be written, and return the tries that there are then."""
    waiting = [*_unsaved.pop(path, []), record]
    content = Content([], 0, 0)
    with contextlib.suppress(OSError):
        while waiting and not notes.is_grading():
            content = _append(path, waiting[0])
            del waiting[0]
        if not waiting:
            _tell(path, content)
            return content.tries
    _unsaved[path] = waiting
    return _with_unsaved(path, _saved(path)).tries


def _append(path: Path, record: dict[str, Any]) -> Content:
    try:
        return file.append(path, record)
    except file.Damaged:
        _put_aside(path)
        return file.append(path, record)


def _saved(path: Path) -> Content:
    if notes.is_grading():
        return Content([], 0, 0)
    with contextlib.suppress(OSError):
        try:
            content = file.read(path)
        except file.Damaged:
            _put_aside(path)
            content = file.read(path)
        _tell(path, content)
        return content
    return Content([], 0, 0)


def _with_unsaved(path: Path, content: Content) -> Content:
    found = {one.number: one for one in content.tries}
    n_ever = content.n_ever
    for record in _unsaved.get(path, []):
        if "forget" in record:
            found.pop(record["forget"], None)
        else:
            n_ever += 1
            score = math.nan if record["score"] is None else record["score"]
            found[n_ever] = Try(n_ever, **record | {"score": score})
    return Content(list(found.values()), n_ever, content.n_bad)


def _put_aside(path: Path) -> None:
    if aside := file.set_aside(path):
        print(f"{path}: expected the log of your tries, got something else. It's kept as {aside}, and a new log "
              "begins.")


def _tell(path: Path, content: Content) -> None:
    if content.n_bad and (path, content.n_bad) not in _told:
        _told.add((path, content.n_bad))
        lines = "a line" if content.n_bad == 1 else f"{content.n_bad} lines"
        print(f"{path}: expected a try in every line, got {lines} that can't be read. All other tries are there; the "
              "file stays as it is.")


def _compared(this: Try, before: list[Try]) -> str:
    """Return what to say of a try: its number, its score, and where it stands among those with the same metric."""
    start = f"Try {this.number}, {this.name}: {say(this)}"
    if math.isnan(this.score):
        return f"{start}, which is no score. Look where the first NaN comes from; a learning rate too high is common."
    known = best([one for one in before if one.metric == this.metric])
    if known is None:
        return f"{start}, the first with this metric."
    if this.badness < known.badness:
        return f"{start}, the best so far. (Before: {known.score:.3f}, try {known.number}.)"
    if this.badness == known.badness:
        return f"{start}, level with the best so far, try {known.number}."
    return f"{start}. The best is still try {known.number}, {known.name}: {known.score:.3f}."


def _name(name: Any) -> str:
    if not isinstance(name, str) or not (kept := " ".join(name.split())):
        raise ValueError(f"runs.note: expected what you tried, in a few words, got {_short(name)}. Write, say, "
                         'runs.note("halfway cut", macro_f1=0.71).')
    return "".join(char for char in kept if char.isprintable())[:MAX_NAME] or "unnamed"


def _score(given: dict[str, Any]) -> tuple[str, float]:
    """Return the one metric and its score.

    Raises:
        ValueError: there isn't exactly one, or the score is no number that the metric can have.
    """
    metrics = [name for name in given if name in METRICS]
    if len(metrics) != 1:
        got = " and ".join(metrics) or "none"
        advice = ("Keep the one you choose by; note the other under a name of its own, such as "
                  f"{metrics[1]}_too=…." if metrics else 'Write, say, runs.note("halfway cut", macro_f1=0.71).')
        raise ValueError(f"runs.note: expected one of {', '.join(METRICS)}, got {got}. {advice}")
    (metric,) = metrics
    number = plain(given[metric])
    if isinstance(number, bool) or not isinstance(number, numbers.Real):
        raise ValueError(f"runs.note: expected {metric} as one number, got {_short(given[metric])}. "
                         "Take its mean, or `.item()`.")
    score = float(number)
    if math.isnan(score) or metric == "loss" and math.isinf(score):
        return metric, math.nan
    if metric != "loss" and not 0 <= score <= 1:
        advice = "Write 0.71 for 71%." if 1 < score <= 100 else "Look at how it's computed."
        raise ValueError(f"runs.note: expected {metric} from 0 to 1, got {score:g}. {advice}")
    return metric, score


def plain(value: Any) -> Any:
    """Return the number in a tensor or array of one number, and anything else as it is."""
    if hasattr(value, "item") and callable(value.item):
        with contextlib.suppress(Exception):  # of several numbers, or whatever a learner's object does
            return value.item()
    return value


def _settings(given: dict[str, Any], metric: str) -> dict[str, Any]:
    named = {name[:MAX_TEXT]: _setting(value) for name, value in given.items() if name != metric}
    if (n := len(named)) > MAX_SETTINGS:
        raise ValueError(f"runs.note: expected at most {MAX_SETTINGS} settings, got {n}. Keep those that you change.")
    return named


def _setting(value: Any) -> Any:
    """Return a setting as JSON can keep it: numbers and short texts as they are, anything else as text."""
    value = plain(value)
    if value is None or type(value) in (bool, str):
        return value[:MAX_TEXT] if isinstance(value, str) else value
    if type(value) is int and abs(value) < 2**63 or type(value) is float and math.isfinite(value):
        return value
    return _short(value)


def _short(value: Any) -> str:
    try:
        said = " ".join(repr(value).split())
    except Exception as error:
        said = f"{type(value).__name__} ({type(error).__name__})"
    return said if len(said) <= MAX_TEXT else f"{said[:MAX_TEXT - 1]}…"
