"""What a class's nbgrader configuration says of grading: each setting is honored, or refused by its name.

Settings are read as nbgrader reads them, through traitlets and with its own defaults. One that could change a mark,
and that we do not honor, stops the command before any mark is written. Settings of other commands are theirs.
"""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from grader.errors import WrongCall
from grader.printable import printable
from grader.stock.steps import Steps, read_steps

if TYPE_CHECKING:
    from traitlets.config import Config

ANY_VALUE = {  # by nbgrader's class: settings that we honor, and those that change no mark
    "CourseDirectory": {"course_id", "root", "db_url", "ignore", "student_id_exclude", "autograded_directory",
                        "feedback_directory", "solution_directory", "source_with_tests_directory", "include",
                        "max_file_size", "max_dir_size"},
    "Autograde": {"sanitize_preprocessors", "autograde_preprocessors", "exclude_overwriting", "create_student", "force",
                  "permissions"},
    "Execute": {"timeout", "error_on_timeout", "execute_retries", "iopub_timeout", "ipython_hist_file",
                "raise_on_iopub_timeout", "record_timing", "shell_timeout_interval", "shutdown_kernel",
                "startup_timeout", "store_widget_state"},
    "OverwriteCells": {"add_missing_cells", "missing_cell_notification"},
    "AssignLatePenalties": {"enabled", "plugin_class"},
    "SaveAutoGrades": set(),
}
KERNELS = ("", "python3", "grader")  # what `kernel_name` may say: the notebook's own kernel is run, or our warm one
INSTEAD = {
    "Autograde.pre_convert_hook": "Run it before `grader grade`.",
    "Autograde.post_convert_hook": "Run it after `grader grade`.",
    "Execute.interrupt_on_timeout": "Leave it out: a cell that takes too long is stopped, and the others are run.",
    "Execute.kernel_name": "Leave it out: each notebook names its kernel.",
    "CourseDirectory.student_id": "Leave it out, and name learners with `--only`.",
    "CourseDirectory.notebook_id": "Leave it out: all notebooks of an assignment are graded.",
}


@dataclass(frozen=True)
class Settings:
    """What grading needs of a class's configuration.

    Attributes:
        steps: preprocessors of the class's own, and whether late penalties are given.
        cell_s: seconds that a cell may take; None where the class does not say.
        learners_own: by lesson, paths of files that a learner's version of counts, not the lesson's.
        excluded: learners who are not graded.
        ignored: patterns of files that are nobody's.
        kernel: the kernel of all notebooks; "" for each one's own.
        creates_learners: whether a learner who is not in the gradebook is put there.
    """

    steps: Steps = Steps()
    cell_s: float | None = None
    learners_own: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    excluded: frozenset[str] = frozenset()
    ignored: tuple[str, ...] = ()
    kernel: str = ""
    creates_learners: bool = True

    def keep(self, lesson: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
        """Return those of a lesson's files that replace a learner's of the same name."""
        own = self.learners_own.get(lesson, ())
        return {path: content for path, content in self.known(files).items() if path not in own}

    def known(self, files: Mapping[str, bytes]) -> dict[str, bytes]:
        """Return those of files that nbgrader would take along."""
        return {path: content for path, content in files.items()
                if not any(fnmatch(part, pattern) for part in PurePosixPath(path).parts for pattern in self.ignored)}

    @property
    def fingerprint(self) -> str:
        """A text that differs where a mark might."""
        return repr((self.steps.fingerprint, self.cell_s, sorted(self.learners_own.items()), self.ignored))


def require_one_policy(config: Config) -> None:
    """Where `policies.toml` says what being late costs, the configuration may not say something else.

    Raises:
        WrongCall: it does.
    """
    own = str(config.AssignLatePenalties.get("plugin_class", "LatePolicy"))
    method = config.LateSubmissionPlugin.get("penalty_method", "none")
    if "LatePolicy" not in own or method != "none":
        raise WrongCall("policies.toml: expected [late] alone to say what being late costs, got another rule in "
                        f"nbgrader_config.py ({printable(own if 'LatePolicy' not in own else method)[:80]}). "
                        "Remove one of the two.")


def read_settings(config: Config) -> Settings:
    """Return what a configuration says of grading.

    Raises:
        WrongCall: it sets something that could change a mark and that we do not honor; all of it is named.
    """
    from nbgrader.converters import Autograde
    from nbgrader.coursedir import CourseDirectory
    from nbgrader.preprocessors import AssignLatePenalties, Execute, OverwriteCells, SaveAutoGrades

    try:
        place, execute = CourseDirectory(config=config), Execute(config=config)
        autograde = Autograde(coursedir=place, config=config)
        read = [place, autograde, execute, *(step(config=config) for step in
                                             (OverwriteCells, SaveAutoGrades, AssignLatePenalties))]
    except Exception as error:  # nbgrader imports what some settings name
        raise WrongCall("nbgrader_config.py: expected settings that nbgrader can read, got "
                        f"{type(error).__name__}: {printable(str(error))}. Correct the file.") from None
    steps, wrong = read_steps(autograde, config)
    wrong += [name for each in read for name in (*_not_honored(each), *_unknown(each, config))] + list(_nested(config))
    if wrong:
        listed = "\n".join(f"  {name}: {INSTEAD.get(name.split(' ')[0], 'Leave it out.')}" for name in wrong)
        raise WrongCall("nbgrader_config.py: expected settings that `grader` honors, got some that could change a mark "
                        f"and that it does not:\n{printable_lines(listed)}\nOr grade with `nbgrader autograde`.")
    return Settings(
        steps, _seconds(execute), {lesson: tuple(map(_plain_path, paths))
                                   for lesson, paths in autograde.exclude_overwriting.items()},
        frozenset(filter(None, place.student_id_exclude.split(","))), tuple(place.ignore), execute.kernel_name,
        autograde.create_student)


def printable_lines(text: str) -> str:
    """Return a text of several lines, each of which can be printed."""
    return "\n".join(map(printable, text.splitlines()))


def _plain_path(path: str) -> str:
    return PurePosixPath(path).as_posix()


def _seconds(execute: Any) -> float | None:
    """Return the seconds of a cell where they are not nbgrader's default; a negative number means no limit there."""
    if execute.timeout == type(execute).timeout.default_value:
        return None
    return float("inf") if execute.timeout is None or execute.timeout < 0 else float(execute.timeout)


def _not_honored(read: Any) -> Iterator[str]:
    """Yield the settings of one of nbgrader's objects that differ from its defaults and that nobody honors."""
    kind = type(read)
    plain, fine = kind(), ANY_VALUE[kind.__name__]
    for name in sorted(kind.class_trait_names(config=True)):
        value = getattr(read, name, None)
        if name in fine or value == getattr(plain, name, None):
            continue
        if name == "kernel_name" and value in KERNELS:
            continue
        yield f"{kind.__name__}.{name} = {value!r}"[:100]


def _unknown(read: Any, config: Config) -> Iterator[str]:
    """Yield settings that nbgrader does not know, such as misspelled ones, which it would only warn of."""
    from traitlets.config import Config as Section

    kind = type(read)
    for name, value in config.get(kind.__name__, {}).items():
        if name not in kind.class_trait_names() and not isinstance(value, Section):
            yield f"{kind.__name__}.{name} (unknown to nbgrader)"


def _nested(config: Config) -> Iterator[str]:
    """Yield settings for an object within another one, such as `c.Autograde.Execute.timeout`."""
    from traitlets.config import Config as Section

    for outer, section in config.items():
        if outer in (*ANY_VALUE, "BaseConverter", "NotebookExporter", "Exporter") and isinstance(section, Section):
            for inner, value in section.items():
                if isinstance(value, Section) and value:
                    yield f"{outer}.{inner} = {dict(value)!r}"[:100]
