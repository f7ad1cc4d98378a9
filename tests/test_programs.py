"""Each lesson's program without the course runs with PyTorch, torchvision, scikit-learn and matplotlib alone."""
from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.metadata import packages_distributions, requires

import pytest

from grader.lessons.copies import find_lessons
from grader.lessons.text import read_lesson

MAY_BE_THERE = ("torch", "torchvision", "scikit-learn", "matplotlib")
SHUT_OUT = """
import sys
class Without:
    def __init__(self, finder):
        self.finder = finder
    def find_spec(self, name, path=None, target=None):
        return None if name.partition(".")[0] in {names!r} else self.finder.find_spec(name, path, target)
    def __getattr__(self, name):
        return getattr(self.finder, name)
sys.meta_path[:] = map(Without, sys.meta_path)
"""


def programs() -> dict[str, str]:
    cells = {name: read_lesson(path).cells for name, path in find_lessons().items()}
    return {name: cell.source for name, own in cells.items() for cell in own
            if cell.metadata.get("grader", {}).get("program")}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def needed(names: tuple[str, ...]) -> set[str]:
    """Return distributions with all that they require, as far as it is here."""
    found: set[str] = set()
    left = [normal(name) for name in names]
    while left:
        if (name := left.pop()) not in found:
            found.add(name)
            try:
                wanted = requires(name) or []
            except ModuleNotFoundError:
                continue
            left += [normal(re.match(r"[\w.-]+", each)[0]) for each in wanted if "extra ==" not in each]
    return found


@pytest.mark.parametrize("lesson", programs())
def test_it_runs_from_an_empty_file_without_the_course(lesson, tmp_path):
    there = needed(MAY_BE_THERE)
    absent = {module for module, owners in packages_distributions().items() if not {*map(normal, owners)} & there}
    source = programs()[lesson]
    assert "course" in absent and "course" not in source and len(source.splitlines()) <= 60
    (tmp_path / "program.py").write_text(SHUT_OUT.format(names=absent) + source, encoding="utf-8")
    done = subprocess.run([sys.executable, "program.py"], cwd=tmp_path, capture_output=True, text=True,
                          env=os.environ | {"MPLBACKEND": "agg", "HOME": str(tmp_path)})
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip(), "it says nothing"
