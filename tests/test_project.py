"""What the project promises about itself: one list of dependencies, small files, few to a folder."""
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("course", "grader", "tests", "benchmarks")
PYTHON_FILES = sorted(path for name in FOLDERS for path in (ROOT / name).rglob("*.py"))
ROOMS = sorted({path.parent for path in PYTHON_FILES if path.relative_to(ROOT).parts[0] != "tests"})
LISTS = {ROOT / "course" / name for name in ("questions", "keys")}  # below them: a folder a lesson, a file a question


def test_conda_installs_what_pip_installs():
    import yaml

    project = (ROOT / "pyproject.toml").read_text()
    python, _, pip = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    assert f'requires-python = "{python.removeprefix("python")}"' in project
    assert pip == {"pip": ["-e .[grader,test]"]}


@pytest.mark.parametrize("path", PYTHON_FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_is_long(path):
    assert len(path.read_text().splitlines()) <= 300


@pytest.mark.parametrize("room", [room for room in ROOMS if room.parent not in LISTS],
                         ids=lambda room: str(room.relative_to(ROOT)))
def test_no_room_is_crowded(room):
    assert len([path for path in room.glob("*.py") if path.name != "__init__.py"]) <= 12


def test_readme_names_the_points_of_every_lesson():
    table = re.findall(r"^\| (\d) .+ \| (\d+) \|$", (ROOT / "README.md").read_text(), re.MULTILINE)
    texts = {path.name[1]: path.read_text() for path in (ROOT / "notebooks" / "source").glob("*.py")}
    points = {number: sum(map(float, re.findall(r"^# %%.* points=([\d.]+)", text, re.MULTILINE)))
              for number, text in texts.items()}
    assert {number: float(said) for number, said in table} == points
