"""The files that start the course elsewhere name what is there, and say what the project says."""
import json
import os
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONTAINER = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text())
KNOWN = {"name", "image", "hostRequirements", "postCreateCommand", "forwardPorts", "customizations"}  # containers.dev's
BINDER = {path.name: path.read_text() for path in (ROOT / ".binder").iterdir()}


def supported(python: str) -> bool:
    project = (ROOT / "pyproject.toml").read_text()
    lowest, highest = re.search(r'requires-python = ">=3\.(\d+),<3\.(\d+)"', project).groups()
    return int(lowest) <= int(python.removeprefix("3.")) < int(highest)


def test_the_dev_container_has_keys_that_are_known_and_a_python_that_the_course_supports():
    assert set(CONTAINER) <= KNOWN
    assert set(CONTAINER["hostRequirements"]) == {"cpus", "memory", "storage"}
    assert supported(re.fullmatch(r"python:(3\.\d+)", CONTAINER["image"])[1])


def test_the_dev_container_installs_by_a_target_of_the_makefile_and_opens_a_lesson():
    first, *_ = CONTAINER["postCreateCommand"].split(" && ")
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert first.startswith("make ") and first.removeprefix("make ") in targets
    for opened in CONTAINER["customizations"]["codespaces"]["openFiles"]:
        assert (ROOT / "notebooks" / Path(opened).relative_to("work")).is_file()


def test_binder_installs_the_course_with_a_python_that_it_supports():
    assert set(BINDER) == {"requirements.txt", "runtime.txt", "postBuild"}
    assert BINDER["requirements.txt"] == "-e .\n" and supported(BINDER["runtime.txt"].strip().removeprefix("python-"))


def test_what_both_run_puts_the_lessons_into_work(tmp_path):
    copy = CONTAINER["postCreateCommand"].split(" && ", 1)[1]
    assert copy in BINDER["postBuild"] and os.access(ROOT / ".binder" / "postBuild", os.X_OK)
    (tmp_path / "notebooks").symlink_to(ROOT / "notebooks")
    subprocess.run(["sh", str(ROOT / ".binder" / "postBuild")], cwd=tmp_path, check=True)
    lessons = [path.name for path in (ROOT / "notebooks").glob("*.ipynb")]
    assert sorted(path.name for path in (tmp_path / "work").iterdir()) == sorted(lessons)
