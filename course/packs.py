"""Course packs: packages that bring lessons, questions and keys. This course is the first one.

Another pack is laid out as this one is, and named by an entry point of the group `course.packs`:

    questions/<topic>/      LESSON and QUESTIONS: what is asked
    keys/<topic>/           KEYS, and `<question>.md`, the steps of hints: not in the learner's wheel
    predictions/lessons/    LESSON and TRUTHS of guesses, if there are any
    notebooks/              learner's copies; `source/` holds the texts with answers: not in the learner's wheel

A module that stands beside the topics is for all of them.
"""
from __future__ import annotations

import contextlib
import importlib
import pkgutil
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

GROUP = "course.packs"


@dataclass(frozen=True)
class Pack:
    """A package that brings lessons.

    Attributes:
        name: what it is called.
        package: the name by which Python imports it.
        folder: where that package is.
    """

    name: str
    package: str
    folder: Path

    @property
    def notebooks(self) -> Path:
        """The folder of the learner's copies."""
        return find_notebooks(self.folder)

    def topics(self, part: str) -> list[ModuleType]:
        """Return the modules of a part, one a lesson; none where the part isn't installed.

        Args:
            part: "questions", "keys" or "predictions.lessons".
        """
        whole = f"{self.package}.{part}"
        try:
            found = importlib.import_module(whole)
        except ModuleNotFoundError as error:
            if error.name is None or not f"{whole}.".startswith(f"{error.name}."):
                raise
            return []
        inside = [module.name for module in pkgutil.iter_modules(found.__path__)
                  if module.ispkg or part.endswith(".lessons")]
        return [importlib.import_module(f"{whole}.{name}") for name in inside]


def find_notebooks(package: Path) -> Path:
    """Return the folder of the notebooks that come with a package: inside it from a wheel, beside it in a clone."""
    inside = package / "notebooks"
    return inside if inside.is_dir() else package.parent / "notebooks"


OURS = Pack("head-replacement", "course", Path(__file__).parent)


@cache
def packs() -> tuple[Pack, ...]:
    """Return all packs that are installed, this course first."""
    found = {OURS.name: OURS}
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        with contextlib.suppress(Exception):  # whatever named it is gone, or raises
            spec = find_spec(entry.module)
            if spec is not None and spec.origin is not None and spec.submodule_search_locations:  # no lone module
                found.setdefault(entry.name, Pack(entry.name, entry.module, Path(spec.origin).parent))
    return tuple(found.values())
