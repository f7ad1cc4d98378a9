"""What the project promises about itself: one list of dependencies, small files, fresh copies."""
import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("course", "grader", "tests", "benchmarks")
PYTHON_FILES = sorted(path for name in FOLDERS for path in (ROOT / name).rglob("*.py"))


def test_conda_installs_what_pip_installs():
    import yaml

    project = (ROOT / "pyproject.toml").read_text()
    python, _, pip = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    assert f'requires-python = "{python.removeprefix("python")}"' in project
    assert pip == {"pip": ["-e .[grader,test]"]}


@pytest.mark.parametrize("path", PYTHON_FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_is_long(path):
    assert len(path.read_text().splitlines()) <= 300


@pytest.mark.parametrize("path", sorted((ROOT / "course").rglob("*.py")), ids=lambda path: path.stem)
def test_the_course_knows_nothing_of_the_grader(path):
    imports = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, (ast.Import, ast.ImportFrom))]
    names = [alias.name for node in imports for alias in node.names] + [getattr(node, "module", "") for node in imports]
    assert not any(str(name).split(".")[0] in ("grader", "nbgrader") for name in names)


def test_ruff_has_nothing_to_say():
    done = subprocess.run([sys.executable, "-m", "ruff", "check", "."], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_readme_names_the_points_of_every_lesson():
    import re

    table = re.findall(r"^\| (\d) .+ \| (\d+) \|$", (ROOT / "README.md").read_text(), re.MULTILINE)
    texts = {path.name[1]: path.read_text() for path in (ROOT / "notebooks" / "source").glob("*.py")}
    points = {number: sum(map(float, re.findall(r"^# %%.* points=([\d.]+)", text, re.MULTILINE)))
              for number, text in texts.items()}
    assert {number: float(said) for number, said in table} == points
