"""Handing in from the home page and the terminal: by nbgrader's exchange, and as files to upload where there's none."""
from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from home_server import Visitor, served

from course.work.folder import copy_lessons, shipped_lessons

FIRST, SECOND, THIRD, LAST = "01_first_computation", "02_linear_layers", "03_pretrained_models", "06_capstone"
NOTED = {"version": 1, "progress": {"row-softmax": "passed", "gradient": "failed"},
         "tries": {"row-softmax": {"checks": 3, "last": "2026-11-29T10:00:00+00:00"}, "f1": {"checks": 2}},
         "hints": {"row-softmax": {"opened": 2, "last": 1}, "gradient": {"opened": "many"}}}
SUBMITTED = {"timestamp.txt", "submission_secret.txt"}  # nbgrader's own notes


def course(work: Path, *arguments: str) -> subprocess.CompletedProcess:
    """Type a command in the work folder, with the environment of the home page's server."""
    own = {f"JUPYTER_{name}_DIR": str(work.parent / name.lower()) for name in ("CONFIG", "RUNTIME", "DATA")}
    return subprocess.run([str(Path(sys.executable).with_name("course")), *arguments], cwd=work, capture_output=True,
                          text=True, env=os.environ | own)


def configure(place: Path, course_id: str = "class", more: str = "") -> Path:
    """Configure an exchange with lessons 1 and 6 released, and return the course's folder in it."""
    root = place / "exchange"
    for name in ("inbound", f"outbound/{FIRST}", f"outbound/{LAST}"):
        (root / "class" / name).mkdir(parents=True, exist_ok=True)
    for lesson in (FIRST, LAST):
        shutil.copy(shipped_lessons()[lesson], root / "class" / "outbound" / lesson)
    for folder in (root, root / "class" / "inbound"):
        folder.chmod(0o777)
    (place / "config").mkdir(exist_ok=True)
    (place / "config" / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.CourseDirectory.course_id = {course_id!r}\nc.Exchange.root = {str(root)!r}\n{more}")
    return root / "class"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    work = tmp_path_factory.mktemp("hand-in") / "work"
    work.mkdir()
    with served(work) as address:
        yield work, address


@pytest.fixture
def work(address):
    """A learner's folder with all lessons and some notes, and no exchange yet."""
    work, _ = address
    for path in [*work.iterdir(), *(work.parent / name for name in ("config", "data", "exchange"))]:
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
    copy_lessons(shipped_lessons(), work)
    (work / ".course.json").write_text(json.dumps(NOTED))
    return work


@pytest.fixture
def visitor(address, work):
    visitor = Visitor(address[1])
    visitor.log_in()
    return visitor


def hand_in(visitor, lesson=FIRST, **more) -> tuple[int, dict]:
    return visitor.post("course/handin", {"preview": False, "lesson": lesson, **more})


def inbound(there: Path) -> list[Path]:
    return sorted((there / "inbound").iterdir(), key=lambda path: path.name.split("+")[2])


@pytest.mark.parametrize("lesson, files", [(FIRST, [f"{FIRST}.ipynb"]), (LAST, [f"{LAST}.ipynb", "predictions.csv"])])
def test_without_an_exchange_the_files_are_put_together_for_uploading(visitor, work, lesson, files):
    (work / "predictions.csv").write_text("mine\n")
    status, answer = hand_in(visitor, lesson)
    assert status == 200 and f"Ready to upload, in the folder hand-in/{lesson}: {lesson}.ipynb" in answer["message"]
    assert sorted(path.name for path in (work / "hand-in" / lesson).iterdir()) == files
    page = visitor.ask("course")[2]
    link = f'/ada/files/hand-in/{lesson}/{files[-1]}'
    assert f'href="{link}?download=1"' in page and "How to hand in" in page and "Fetch feedback" not in page
    assert visitor.ask(link.removeprefix("/ada/") + "?download=1", Referer=visitor.address)[0] == 200
    assert (work / "hand-in" / lesson / f"{lesson}.ipynb").read_bytes() == (work / f"{lesson}.ipynb").read_bytes()


def test_tries_and_hints_go_along_only_if_the_learner_says_so(visitor, work):
    effort = work / "hand-in" / FIRST / "effort.json"
    hand_in(visitor, effort="yes")
    assert not effort.exists()
    hand_in(visitor, effort=True)
    assert json.loads(effort.read_text()) == {"format": 1, "questions": {"row-softmax": {"tries": 3, "hints": 2}}}
    hand_in(visitor)
    assert not effort.exists()


def test_the_page_offers_the_choice_unchecked(visitor, work):
    page = visitor.ask("course")[2]
    assert '<input type="checkbox" id="effort" autocomplete="off">' in page
    assert f'data-deed="handin" data-lesson="{FIRST}"' in page and f'data-lesson="{THIRD}"' not in page  # not begun


@pytest.mark.parametrize("deed", ["handin", "letters", "lessons"])
def test_nothing_is_done_by_looking_or_by_a_preview(visitor, work, deed):
    there = configure(work.parent)
    assert visitor.ask(f"course/{deed}")[0] == 405
    assert visitor.post(f"course/{deed}", {"lesson": FIRST})[0] == (409 if deed == "handin" else 200)
    assert inbound(there) == [] and not (work / "hand-in").exists()


@pytest.mark.prove
def test_one_click_hands_in_by_nbgraders_exchange_and_says_what_and_when(visitor, work):
    there = configure(work.parent)
    status, answer = hand_in(visitor, effort=True)
    assert status == 200 and answer["message"].startswith("Handed in on ") and "effort.json" in answer["message"]
    assert "As far as your checks tell, 8 questions aren’t done yet: tensor-shape," in answer["message"]
    assert "row-softmax" not in answer["message"]
    (made,) = inbound(there)
    assert {path.name for path in made.iterdir()} == {f"{FIRST}.ipynb", "effort.json", *SUBMITTED}
    assert made.name.split("+")[1] == FIRST
    page = visitor.ask("course")[2]
    assert "✓ Handed in " in page and "Fetch feedback" in page and f'data-lesson="{SECOND}"' not in page


@pytest.mark.prove
def test_a_second_hand_in_is_asked_about_and_both_stay(visitor, work):
    there = configure(work.parent)
    hand_in(visitor)
    status, answer = hand_in(visitor)
    assert (status, answer["can"], answer["asks"]) == (200, False, True) and "exactly this" in answer["message"]
    text = (work / f"{FIRST}.ipynb").read_text()
    (work / f"{FIRST}.ipynb").write_text(text.replace("# YOUR CODE HERE", "# mine", 1))
    assert "changed something since" in hand_in(visitor)[1]["message"] and len(inbound(there)) == 1
    assert hand_in(visitor, again=True)[1]["can"] and len(inbound(there)) == 2
    assert "# mine" in (inbound(there)[-1] / f"{FIRST}.ipynb").read_text()
    assert "(2 times)" in visitor.ask("course")[2]


@pytest.mark.prove
def test_two_clicks_at_once_hand_in_once(visitor, work):
    there = configure(work.parent)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: hand_in(visitor), range(4)))
    assert [status for status, _ in answers] == [200] * 4
    assert sorted(answer["can"] for _, answer in answers) == [False] * 3 + [True] and len(inbound(there)) == 1


@pytest.mark.prove
def test_the_terminal_hands_in_too_and_asks(work):
    there = configure(work.parent)
    done = course(work, "hand-in", "1", "--effort")
    assert done.returncode == 0 and "Handed in on" in done.stdout and len(inbound(there)) == 1, done.stderr
    done = course(work, "hand-in", "first")
    assert done.returncode == 1 and "`course hand-in first --again`" in done.stdout and len(inbound(there)) == 1
    assert course(work, "hand-in", "1", "--again").returncode == 0 and len(inbound(there)) == 2


@pytest.mark.prove
def test_lesson_6_takes_its_predictions_along_or_says_that_they_are_missing(visitor, work):
    there = configure(work.parent)
    assert "predictions.csv isn’t in your folder yet" in hand_in(visitor, LAST)[1]["message"]
    (work / "predictions.csv").write_text("mine\n")
    hand_in(visitor, LAST, again=True)
    assert (inbound(there)[-1] / "predictions.csv").read_text() == "mine\n"


def _rename(work: Path) -> None:
    (work / f"{FIRST}.ipynb").rename(work / "my lesson.ipynb")


def _damage(work: Path) -> None:
    (work / f"{FIRST}.ipynb").write_text("{")


def _fill(work: Path) -> None:
    notebook = json.loads((work / f"{FIRST}.ipynb").read_text())
    notebook["metadata"]["filling"] = "x" * 3_000_000
    (work / f"{FIRST}.ipynb").write_text(json.dumps(notebook))


BAD = [
    pytest.param(lambda work: configure(work.parent, "another"), FIRST, "no course called another", id="wrong course"),
    pytest.param(lambda work: shutil.rmtree(configure(work.parent) / "inbound"), FIRST, "may not write",
                 id="no inbound"),
    pytest.param(lambda work: configure(work.parent), SECOND, f"{SECOND} isn’t released in the course class",
                 id="not released"),
    pytest.param(_rename, FIRST, "is called my lesson.ipynb in your folder", id="renamed"),
    pytest.param(_damage, FIRST, "is damaged", id="damaged"),
    pytest.param(lambda work: (work / f"{FIRST}.ipynb").unlink(), FIRST, "isn’t in your folder", id="missing"),
    pytest.param(lambda work: configure(work.parent, more="c.CourseDirectory.max_file_size = 2000") and _fill(work),
                 FIRST, "the exchange takes up to 2 MB", id="huge"),
    pytest.param(lambda work: None, "07_nothing", "expected a lesson", id="no such lesson"),
    pytest.param(lambda work: configure(work.parent, more="c.CourseDirectory.ignore = ['*.ipynb']"), FIRST,
                 "The exchange doesn’t take", id="left out by the exchange"),
]


@pytest.mark.prove
@pytest.mark.parametrize("spoil, lesson, said", BAD)
def test_what_cannot_be_handed_in_is_refused_by_name_and_nothing_is(visitor, work, spoil, lesson, said):
    spoil(work)
    if not (work.parent / "exchange").exists():
        configure(work.parent)
    status, answer = hand_in(visitor, lesson)
    assert status == 409 and said in answer["message"], answer
    assert not list((work.parent / "exchange").glob("*/inbound/*"))
    assert not list((work.parent / "data").glob("**/*.ipynb"))


@pytest.mark.prove
@pytest.mark.parametrize("config", ["raise RuntimeError('no')", "c = get_config()", "c = get_config()\n"
                                    "c.CourseDirectory.course_id = 'class'\nc.Exchange.root = '/not/there'"])
def test_a_configuration_that_names_no_exchange_leaves_the_page_as_it_is(visitor, work, config):
    (work.parent / "config").mkdir()
    (work.parent / "config" / "nbgrader_config.py").write_text(config)
    assert "How to hand in" in visitor.ask("course")[2] and "Ready to upload" in hand_in(visitor)[1]["message"]


@pytest.mark.prove
def test_lessons_are_fetched_and_what_is_there_stays(visitor, work):
    there = configure(work.parent)
    (there / "outbound" / LAST / "digits.npz").write_bytes(b"of the class")
    mine = (work / f"{LAST}.ipynb").read_text().replace("# YOUR CODE HERE", "# mine")
    (work / f"{LAST}.ipynb").write_text(mine)
    (work / f"{FIRST}.ipynb").unlink()
    answer = visitor.post("course/lessons", {"preview": False})[1]
    assert answer["message"] == f"New in your folder: {FIRST}.ipynb, digits.npz."
    assert (work / f"{LAST}.ipynb").read_text() == mine and (work / "digits.npz").read_bytes() == b"of the class"
    assert "all the lessons" in visitor.post("course/lessons", {"preview": False})[1]["message"]


LETTER = "<!doctype html><title>Letter</title><script>document.title = 'run'</script><p>Well done."


def put_letter(there: Path, text: str = LETTER) -> None:
    from nbgrader.utils import notebook_hash

    (there / "feedback").mkdir(exist_ok=True)
    secret = (inbound(there)[-1] / "submission_secret.txt").read_text()
    name = notebook_hash(secret=secret, notebook_id=FIRST)
    (there / "feedback" / f"{name}.html").write_text(text)


@pytest.mark.prove
def test_a_letter_is_fetched_and_shown_where_it_can_run_nothing(visitor, work):
    there = configure(work.parent)
    assert "no new letter yet" in visitor.post("course/letters", {"preview": False})[1]["message"]
    hand_in(visitor)
    assert "no new letter yet" in visitor.post("course/letters", {"preview": False})[1]["message"]
    put_letter(there)
    assert "your letter about what you handed in" in visitor.post("course/letters", {"preview": False})[1]["message"]
    assert "no new letter yet" in visitor.post("course/letters", {"preview": False})[1]["message"]
    page = visitor.ask("course")[2]
    link = page.split('href="/ada/course/letter/')[1].split('"')[0]
    status, headers, text = visitor.ask(f"course/letter/{link}")
    assert status == 200 and text == LETTER and "Your letter is here" in page
    policy = headers["Content-Security-Policy"].split("; ")
    assert policy[0] == "sandbox" and "default-src 'none'" in policy and "script" not in str(policy)
    assert headers["X-Content-Type-Options"] == "nosniff"
    for wrong in (f"{FIRST}/1", f"../{link}", f"{SECOND}/{link.split('/')[1]}"):
        assert visitor.ask(f"course/letter/{wrong}")[0] == 404
    assert Visitor(visitor.address).ask(f"course/letter/{link}")[0] == 302
