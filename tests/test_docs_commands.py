"""The commands that the documentation shows: each `console` block is typed, in order, in a class made for its page."""
from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from sample_class import LEARNERS, LESSON, fill
from term.hand_ins import make
from term.platforms import class_lists, deliver
from term.story import LESSONS, HandIn, Lesson, read_story

from grader.cli import app
from grader.kernels import sandbox

ROOT = Path(__file__).parent.parent
PAGES = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "README.md", *sorted(ROOT.glob("docs/*.md")))}
TESTED_ELSEWHERE = {  # and by what
    "from-nbgrader.md": "test_from_nbgrader.py types them in the course that nbgrader's quickstart makes",
    "jupyterhub.md": "test_jupyterhub.py types them on a hub with three users",
    "packs.md": "test_packs.py makes, installs and proves a pack in an environment of its own",
}
NOT_TYPED = {  # what can't be run here, and why
    "grader mark 01_first_computation": "a browser; byhand/test_keyboard.py has one",
    "grader passback 01_first_computation": "a platform; exchange/test_passback.py has one",
    "grader grade 01_first_computation --scheduler tcp://HOST:8786": "a cluster; running/test_cluster.py starts one",
}
(CAPSTONE,) = (lesson for lesson in LESSONS if "capstone" in lesson.name)
Typed = Callable[..., None]


def commands_of(page: str) -> list[str]:
    """Return the commands of a page's `console` blocks that call `grader`, and the ways into folders between them."""
    blocks = re.findall(r"```console\n(.*?)```", PAGES[page], re.DOTALL)
    typed = [[re.split(r"\s+#", line)[0].strip() for line in block.splitlines()] for block in blocks]
    return [line for block in typed if any(line.startswith("grader ") for line in block)
            for line in block if line.startswith(("grader ", "cd "))]


SHOWN = [page for page in PAGES if commands_of(page) and page not in TESTED_ELSEWHERE]


def hand_in_for(folder: Path, *learners: str) -> None:
    """Put what learners hand in for the lesson where the README says."""
    for name in learners:
        place = folder / "submitted" / name / LESSON
        place.mkdir(parents=True)
        (place / f"{LESSON}.ipynb").write_bytes(fill(folder / "release" / LESSON / f"{LESSON}.ipynb", LEARNERS["ada"]))


def before_the_readme_grades(folder: Path, typed: Typed) -> None:
    hand_in_for(folder, "ada", "bela")


def hand_ins(folder: Path, typed: Typed) -> None:
    """Make a class in which two have handed in the lesson."""
    typed("grader", "init", ".", "--course-id", "class")
    typed("grader", "release", LESSON)
    hand_in_for(folder, "ada", "me")


def graded(folder: Path, typed: Typed) -> None:
    hand_ins(folder, typed)
    typed("grader", "grade", LESSON)


def before_the_readme_s_leaderboard(folder: Path, typed: Typed) -> None:
    typed("grader", "release", CAPSTONE.name)
    (one,) = read_story()[f"ada {CAPSTONE.name}"]
    place = folder / "submitted" / "ada" / CAPSTONE.name
    place.mkdir(parents=True)
    for name, content in make(folder, one).files.items():
        (place / name).write_bytes(content)
    typed("grader", "grade", CAPSTONE.name)


def downloads(folder: Path, typed: Typed) -> None:
    """Put the files beside the class that the page of platforms names."""
    typed("grader", "init", ".")
    typed("grader", "release", LESSON)
    lists = class_lists(LESSONS)
    for name, text in (("gradebook.csv", lists["canvas.csv"]), ("participants.csv", lists["moodle.csv"]),
                       ("gradescope.csv", lists["gradescope.csv"])):
        (folder / name).write_text(text, encoding="utf-8")
    released = folder / "release" / LESSON / f"{LESSON}.ipynb"
    for platform in ("canvas", "moodle", "gradescope", "exchange", "folders"):
        lesson = Lesson(LESSON, platform, LESSONS[0].due)
        hand_ins = [(HandIn(name, lesson, 0, {}), {released.name: fill(released, LEARNERS["ada"])})
                    for name in ("ada", "ben")]
        made = deliver(folder / "made", lesson, hand_ins).parent
        for path in made.iterdir():
            path.rename(folder / path.name)
        made.rmdir()


def before_marks_are_exported(folder: Path, typed: Typed) -> None:
    typed("grader", "grade", LESSON)


def before_marks_are_passed_back(folder: Path, typed: Typed) -> None:
    key = folder / "lti.pem"
    key.touch(0o600)
    key.write_bytes(rsa.generate_private_key(65537, 2048).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    learners = "".join(f'{path.name} = "u-{path.name}"\n' for path in sorted((folder / "submitted").iterdir()))
    (shown,) = re.findall(r"```toml\n(.*?)\[learners\]", PAGES["lms.md"], re.DOTALL)
    (folder / "lti.toml").write_text(f"{shown}[learners]\n{learners}", encoding="utf-8")


BEFORE = {  # what happens between the commands of a page, before the first that begins like this
    ("README.md", "grader grade"): before_the_readme_grades,
    ("README.md", "grader leaderboard"): before_the_readme_s_leaderboard,
    ("alike.md", "grader alike"): graded,
    ("byhand.md", "grader grade"): hand_ins,
    ("report.md", "grader report"): graded,
    ("lms.md", "grader roster"): downloads,
    ("lms.md", "grader export"): before_marks_are_exported,
    ("lms.md", "grader passback"): before_marks_are_passed_back,
}


@pytest.mark.prove
@pytest.mark.slow
@pytest.mark.skipif(bool(sandbox.available()), reason=sandbox.available() or "-")
@pytest.mark.parametrize("page", SHOWN)
def test_what_a_page_shows_can_be_typed(run, tmp_path, page):
    folder, waiting = tmp_path, {start: step for (of, start), step in BEFORE.items() if of == page}

    def typed(*command: str) -> None:
        done = run(*command, cwd=folder)
        assert done.returncode == 0, f"{page}: {shlex.join(command)}\n{done.stdout}{done.stderr}"

    for line in commands_of(page):
        for start in [start for start in waiting if line.startswith(start)]:
            waiting.pop(start)(folder, typed)
        if line.startswith("cd "):
            folder = folder / line[3:]
        elif line not in NOT_TYPED:
            typed(*shlex.split(line))
    assert not waiting, f"{page} shows none of {', '.join(waiting)}"


def test_what_is_not_typed_is_still_shown():
    assert set(NOT_TYPED) <= {line for page in SHOWN for line in commands_of(page)}
    assert all(commands_of(page) for page in TESTED_ELSEWHERE)


def named_commands() -> list[tuple[str, str]]:
    """Return every call of `grader` that a page names in a sentence or shows in a block, with its page."""
    named = [(page, call) for page, text in PAGES.items() for call in re.findall(r"`(grader [a-z][^`\n]*)`", text)]
    return [*named, *((page, line) for page in PAGES for line in commands_of(page) if line.startswith("grader "))]


def test_every_command_and_option_that_is_named_exists():
    commands = typer.main.get_command(app).commands
    for page, call in named_commands():
        name, *words = call.removeprefix("grader ").split()
        assert name in commands, f"{page}: {call}"
        known = {option for each in commands[name].params for option in each.opts}
        assert {word for word in words if word.startswith("--")} <= known, f"{page}: {call}"
