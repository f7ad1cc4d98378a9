"""`grader alike` on classes that were handed in and graded through the front door."""
from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path

import pytest
from alike_class import draw, hand_on
from bs4 import BeautifulSoup
from disguises import add_noise, rename
from sample_class import LESSON, position

from grader.lessons.copies import find_lessons
from grader.lessons.text import BEGIN, END, read_lesson, role_of

COPIES = {"zora": "l03", "yuki": "l11", "xeno": "l19"}
BIDI = "# \u202eevil\u202c <script>alert(1)</script> \u200bword\n"


def put(folder: Path, name: str, sources: dict[str, str]) -> None:
    """Hand in the released lesson with these answers."""
    notebook = json.loads((folder / "release" / LESSON / f"{LESSON}.ipynb").read_text(encoding="utf-8"))
    for question, source in sources.items():
        cell_id = question if question == "fraud-why" else f"{question}-answer"
        notebook["cells"][position(notebook["cells"], cell_id)]["source"] = source
    place = folder / "submitted" / name / LESSON
    place.mkdir(parents=True)
    (place / f"{LESSON}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")


def published() -> dict[str, str]:
    """Return our own answers as learners may have found them."""
    cells = [cell for cell in read_lesson(find_lessons()[LESSON]).cells if role_of(cell) == "answer"]
    return {cell.metadata.grader.question: "\n".join(
        line for line in cell.source.splitlines() if BEGIN not in line and END not in line) for cell in cells}


def fill(folder: Path, n: int) -> None:
    """Hand in for so many learners who know nothing of one another, and for some who do."""
    drawn = draw(LESSON, n, 7)
    answers = {f"l{i:02}": {question: source for question, (_, _, source) in each.items()}
               for i, each in enumerate(drawn)}
    for copy, name in COPIES.items():
        theirs = drawn[int(name[1:])]
        answers[copy] = {question: source for question, (_, _, source) in
                         hand_on(hand_on(theirs, rename), add_noise).items()}
    why = "Out of a thousand payments the two frauds cost more than everything that the model got right, so I'd wait."
    answers["l05"]["fraud-why"] = why
    answers["zora"]["fraud-why"] = BIDI
    answers |= {"out-of-the-key": published(), "also-key": published(), "blank-1": {}, "blank-2": {},
                "long": {"row-softmax": "x = '" + "a b " * 250_000 + "'"},
                "broken": {"row-softmax": "def row_softmax(:\n" + "((((" * 5000, "gradient": BIDI * 30}}
    for name, sources in answers.items():
        put(folder, name, sources)


def alike(run, folder: Path, *options: str) -> tuple[dict, str]:
    done = run("grader", "alike", LESSON, "--folder", str(folder), *options)
    assert done.returncode == 0, done.stdout + done.stderr
    place = folder / "results" / LESSON
    return json.loads((place / "alike.json").read_text()), (place / "alike.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def compared(run, released_class, tmp_path_factory) -> tuple[Path, dict, str]:
    """A class of sixty and a few, its folder, and what was said of it."""
    folder = shutil.copytree(released_class, tmp_path_factory.mktemp("alike") / "class")
    fill(folder, 60)
    done = run("grader", "grade", LESSON, "--folder", str(folder))
    assert done.returncode == 0, done.stdout + done.stderr
    return folder, *alike(run, folder)


@pytest.mark.prove
def test_in_a_class_of_sixty_the_three_copies_are_found_and_nothing_else(compared):
    folder, data, page = compared
    assert {tuple(group["learners"]) for group in data["groups"]} == {tuple(sorted(each)) for each in COPIES.items()}
    assert data["same_as_published"].keys() >= {"out-of-the-key", "also-key"}
    assert "long" in data["compared_in_part"] and not data["not_compared"]
    with (folder / "results" / LESSON / "alike.csv").open() as file:
        assert len(list(csv.DictReader(file))) == 3


@pytest.mark.prove
def test_the_page_accuses_nobody_runs_nothing_and_shows_what_nobody_sees(compared):
    _, _, page = compared
    soup = BeautifulSoup(page, "html.parser")
    assert not re.search("cheat|copied|plagiar|dishonest|suspect|guilt", soup.get_text().lower())
    assert not soup.find("script") and not re.search(r"https?://", page)
    assert "\u202e" not in page and "\u200b" not in page
    assert len(soup.find_all("mark")) > 20 and "What this page can't tell you" in soup.get_text()


@pytest.mark.prove
def test_no_mark_changes_and_a_second_call_says_the_same(run, compared):
    folder, data, page = compared
    before = {path: path.read_bytes() for path in (folder / "results" / LESSON).glob("*.json")}
    before |= {folder / "gradebook.db": (folder / "gradebook.db").read_bytes()}
    assert alike(run, folder) == (data, page)
    assert all(path.read_bytes() == content for path, content in before.items())
    fewer, _ = alike(run, folder, "--leave-out", "zora")
    assert len(fewer["groups"]) == 2
