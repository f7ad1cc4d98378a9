"""`grader alike` on classes that were handed in and graded through the front door."""
from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path

import ordinary_course
import own_class
import pytest
import torch
from alike_class import draw, hand_on
from bs4 import BeautifulSoup
from disguises import add_noise, rename
from sample_class import LEARNERS, LESSON, position

from course.exchange import question_seed
from grader.classroom.folder import read_secret
from grader.classroom.seeds import shared_seed
from grader.lessons.copies import find_lessons
from grader.lessons.text import BEGIN, END, read_lesson, role_of

LONG = """
def weigh(rows):
    kept, seen = [], {}
    for i, row in enumerate(rows):
        if row > 0 and seen.get(row, -1) < i:
            kept.append(row * 2 - max(rows) // 3)
            seen[row] = len(kept) % 7
    return sum(kept[::2]) + len(seen) if kept else -1
"""
SHORT = "def weigh(rows):\n    total = 0\n    for row in rows:\n        total += row\n    return total"
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
    answers["zora"]["fraud"] = BIDI + answers["zora"]["fraud"]
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


@pytest.mark.slow
def test_where_most_of_a_class_took_the_same_road_nobody_is_named(run, graded_class, tmp_path):
    folder = shutil.copytree(graded_class[0], tmp_path / "class")
    data, page = alike(run, folder)
    assert data["groups"] == [] and data["learners_compared"] == len(LEARNERS) - 2  # two could not be read
    assert "nobody's work is more alike than the lesson explains" in page
    for options, told in (((LESSON, "--leave-out", "nobody"), "got nobody"), (("02_linear_layers",), "grader release")):
        done = run("grader", "alike", *options, "--folder", str(folder))
        assert done.returncode == 2 and told in done.stderr


def test_a_class_in_which_nothing_was_graded_is_told_what_to_do(run, released_class):
    done = run("grader", "alike", LESSON, "--folder", str(released_class))
    assert done.returncode == 2 and f"Run `grader grade {LESSON}` first" in done.stderr


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
    assert r"# \u202eevil\u202c &lt;script&gt;alert(1)&lt;/script&gt; \u200bword" in page
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


@pytest.mark.prove
@pytest.mark.browser
@pytest.mark.skipif(not shutil.which("chromium"), reason="needs Chromium")
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 390)])
def test_axe_finds_no_fault_and_nothing_is_fetched(compared, scheme, width):
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 900})
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto((compared[0] / "results" / LESSON / "alike.html").as_uri())
        assert not Axe().run(page).response["violations"] and len(asked) == 1
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        browser.close()


@pytest.mark.prove
def test_an_ordinary_class_of_a_few_is_compared_too(run, tmp_path):
    """An instructor's own assignment, no keys of ours, four learners."""
    solution = "def weigh(rows):\n    return sum(rows)"
    folder = own_class.make_class(tmp_path / "class", "", [
        own_class.answer(solution), own_class.graded("weigh([1, 2])", "test", 1)])
    assert run("grader", "release", own_class.LESSON, "--folder", str(folder)).returncode == 0
    theirs = {"ada": LONG, "bo": rename(LONG, frozenset({"weigh"})), "cy": SHORT, "di": solution}
    for learner, source in theirs.items():
        def write(cells, source=source):
            cells[ordinary_course.position(cells, "answer")].source = source

        own_class.hand_in(folder, learner, write)
    run("grader", "grade", own_class.LESSON, "--folder", str(folder))
    done = run("grader", "alike", own_class.LESSON, "--folder", str(folder))
    assert "4 learners compared: 1 group worth a conversation" in done.stdout, done.stdout + done.stderr
    data = json.loads((folder / "results" / own_class.LESSON / "alike.json").read_text())
    assert [group["learners"] for group in data["groups"]] == [["ada", "bo"]]


@pytest.mark.prove
def test_equal_mistakes_in_the_capstone_are_found(run, tmp_path):
    from course.capstone import to_text
    from course.data.shifted import digits_id, shown_labels

    lesson, folder = "06_capstone", tmp_path / "class"
    assert run("grader", "init", str(folder)).returncode == 0
    assert run("grader", "release", lesson, "--folder", str(folder)).returncode == 0
    seed = question_seed(shared_seed(read_secret(folder), lesson), "capstone")
    labels = shown_labels(seed)
    for name, lot, ending in (("ada", 1, ""), ("bo", 1, "\r"), ("cy", 2, ""), ("right", 0, ""), ("right-too", 0, "")):
        wrong = torch.rand(len(labels), generator=torch.Generator().manual_seed(lot)) < 0.2 * bool(lot)
        said = torch.where(wrong, (labels + 3 + lot) % 10, labels)
        place = folder / "submitted" / name / lesson
        place.mkdir(parents=True)
        shutil.copy(folder / "release" / lesson / f"{lesson}.ipynb", place)
        (place / "predictions.csv").write_text(to_text(digits_id(seed), said).replace("\n", f"{ending}\n"))
    assert run("grader", "grade", lesson, "--folder", str(folder)).returncode == 0
    done = run("grader", "alike", lesson, "--folder", str(folder))
    assert "5 learners compared: 1 group worth a conversation" in done.stdout, done.stdout + done.stderr
    pair, = json.loads((folder / "results" / lesson / "alike.json").read_text())["groups"][0]["pairs"]
    assert pair["learners"] == ["ada", "bo"] and pair["equal_mistakes"][0] > 150
