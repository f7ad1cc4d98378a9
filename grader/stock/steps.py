"""The preprocessors that a class's configuration names: our engine does what nbgrader's do, others run as they are."""
from __future__ import annotations

import hashlib
import inspect
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbformat import NotebookNode, from_dict

from grader.errors import WrongCall
from grader.printable import printable

if TYPE_CHECKING:
    from traitlets.config import Config

OURS = "grader.marking.preprocessors."
RESTORE, RUN, SAVE, PENALIZE = "OverwriteCells", "Execute", "SaveAutoGrades", "AssignLatePenalties"
ALWAYS_DONE = {"ClearOutput", "DeduplicateIds", "OverwriteKernelspec", "CheckCellMetadata", "LimitOutput",
               "IgnorePattern", "ClearMetadataPreprocessor"}  # by our engine, whether they are named or not
Resources = dict[str, Any]


@dataclass(frozen=True)
class Steps:
    """A class's own preprocessors, by when they run.

    Attributes:
        before_run: on the restored hand-in.
        after_run: on the executed hand-in, before its tests are judged.
        after_save: when the marks are in the gradebook.
        penalizes: whether late hand-ins get a penalty.
        config: the class's configuration, from which each preprocessor takes its settings.
    """

    before_run: tuple[Any, ...] = ()
    after_run: tuple[Any, ...] = ()
    after_save: tuple[Any, ...] = ()
    penalizes: bool = True
    config: Config | None = None

    @property
    def fingerprint(self) -> str:
        """A text that differs where one of the steps, or its settings, do."""
        steps = (*self.before_run, *self.after_run)
        asked = dict(self.config or {})
        return repr([(_name(step), _source(step), repr(asked.get(_name(step)))) for step in steps])


def read_steps(autograde: Any, config: Config) -> tuple[Steps, list[str]]:
    """Return the steps that a converter's configuration names, and what of them cannot be honored, in words."""
    first, second = (
        [_load(step) for step in steps if _load(step) is not None]
        for steps in (autograde.sanitize_preprocessors, autograde.autograde_preprocessors))
    first, second = ([step for step in steps if _is_enabled(step, config)] for steps in (first, second))
    wrong = [f"Autograde.{where} without {step}" for where, steps, needed in (
        ("sanitize_preprocessors", first, (RESTORE,)), ("autograde_preprocessors", second, (RUN, SAVE)))
        for step in needed if step not in map(_kind, steps)]
    if wrong:
        return Steps(), wrong
    early = [step for step in first[:_place(first, RESTORE)] if _is_own(step)]
    wrong += [f"{_name(step)} (in Autograde.sanitize_preprocessors, before OverwriteCells)" for step in early]
    wrong += [f"{_name(step)} (a class of your own in place of {like})" for step in (*first, *second)
              if _is_own(step) and (like := _replaces(step))]
    run, save = _place(second, RUN), _place(second, SAVE)
    before = (*filter(_is_own, first[_place(first, RESTORE):]), *filter(_is_own, second[:run]))
    steps = Steps(before, tuple(filter(_is_own, second[run:save])), tuple(filter(_is_own, second[save:])),
                  PENALIZE in map(_kind, second), config)
    return steps, wrong


def run_steps(
    steps: Sequence[Any], notebook: NotebookNode, config: Config | None, folder: Path, resources: Resources,
) -> NotebookNode:
    """Return a notebook as preprocessors leave it; nbconvert runs them as nbgrader would, in the class folder."""
    if not steps:
        return notebook
    from nbconvert.exporters import NotebookExporter

    with _within(folder):
        exporter = NotebookExporter(config=config)
        exporter._preprocessors = []  # as nbgrader does: none but those that are named
        for step in steps:
            exporter.register_preprocessor(step, enabled=True)
        return exporter._preprocess(from_dict(notebook), resources)[0]


@contextmanager
def _within(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def _load(step: Any) -> Any:
    """Return a preprocessor that may be named by its path."""
    from traitlets.utils.importstring import import_item

    if not isinstance(step, str) or step.startswith(OURS):
        return step
    try:
        return import_item(step)
    except ImportError as error:
        raise WrongCall(f"nbgrader_config.py: expected a preprocessor that can be imported, got {printable(step)}: "
                        f"{printable(str(error))}. Correct its name, or put its file into the class folder.") from None


def _is_enabled(step: Any, config: Config) -> bool:
    return not isinstance(step, type) or getattr(step(config=config), "enabled", True)


def _kind(step: Any) -> str:
    """Return what nbgrader's step of this name does; "" for a step that is not nbgrader's."""
    if isinstance(step, str):
        return {"Restore": RESTORE, "RunAndJudge": RUN}[step.removeprefix(OURS)]
    module = getattr(step, "__module__", "")
    if isinstance(step, type) and module == OURS.strip("."):
        return {"Restore": RESTORE, "RunAndJudge": RUN}.get(step.__name__, "")
    standard = isinstance(step, type) and module.startswith(("nbgrader.preprocessors", "nbconvert.preprocessors"))
    return step.__name__ if standard and step.__name__ in {RESTORE, RUN, SAVE, PENALIZE, *ALWAYS_DONE} else ""


def _is_own(step: Any) -> bool:
    return not _kind(step)


def _replaces(step: Any) -> str:
    """Return the name of the step of our engine that a class's own one is made from; "" if there is none."""
    bases = [base.__name__ for base in getattr(step, "__mro__", ()) if base.__module__.startswith("nbgrader.")]
    return next((name for name in bases if name in (RESTORE, RUN, SAVE)), "")


def _place(steps: list[Any], kind: str) -> int:
    return [_kind(step) for step in steps].index(kind)


def _name(step: Any) -> str:
    return getattr(step, "__name__", type(step).__name__)


def _source(step: Any) -> str:
    """Return a hash of the file that a step is written in."""
    try:
        file = inspect.getsourcefile(step if inspect.isclass(step) or inspect.isfunction(step) else type(step))
        return hashlib.sha256(Path(file or "").read_bytes()).hexdigest()
    except (OSError, TypeError):
        return repr(step)
