"""The command `course`, as it is installed: from where it works, what it says, and with which code it ends."""
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from own_copies import answer, text_of

from course import state
from course.work import notebooks
from course.work.folder import copy_lessons, lessons_in

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = shutil.which("course", path=str(Path(sys.executable).parent))
LESSON = "02_linear_layers"
COMMANDS = ("next", "status", "reset", "update", "hand-in", "photos")


@pytest.fixture
def work(tmp_path, monkeypatch):
    for name in ("NBGRADER_EXECUTION", "COURSE_GRADING_SEED"):
        monkeypatch.delenv(name, raising=False)
    copy_lessons(lessons_in(ROOT / "notebooks"), tmp_path / "work")
    return tmp_path / "work"


def course(*arguments, cwd, code=0, **more):
    """Run the installed command, and return what it prints; on standard error only if it ends with a code."""
    done = subprocess.run([PROGRAM, *arguments], cwd=cwd, capture_output=True, text=True, env=os.environ | more)
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr and (code or not done.stderr), done.stderr
    return done.stdout if not code else done.stdout + done.stderr


def write(work, key, source, lesson=LESSON):
    path = work / f"{lesson}.ipynb"
    notebook = notebooks.read(path)
    answer(key, source)(notebook["cells"])
    notebooks.write(path, notebook)


def note(work, **progress):
    tries = {name: {"checks": 3, "last": f"2026-01-0{i}"} for i, name in enumerate(progress, 1)}
    state.update_parts({"progress": lambda _: progress, "tries": lambda _: tries,
                        "guesses": lambda _: {"weight-of-a-layer": "(3, 2)", "of-no-lesson": "x"}}, work)


def test_status_counts_what_is_right_tried_and_left_and_names_what_is_next(work):
    note(work, **{"tensor-shape": "passed", "linear-shapes": "passed", "linear-by-hand": "failed", "mse-mae": "ready"})
    write(work, "fraud-why", "Because most payments are honest.", "01_first_computation")
    said = course("status", cwd=work)
    rows = [re.split(r"  +", line) for line in said.splitlines()]
    assert rows[0] == ["lesson", "right", "ready", "tried", "left", "guesses"]
    assert rows[1][1:5] == ["1", "1", "0", "7"] and rows[2][1:] == ["1", "1", "1", "6", "1 of 10"]
    assert said.splitlines()[-1].startswith("Next: linear-by-hand in lesson 02_linear_layers, “")


def test_status_is_json_for_programs_whatever_is_the_matter_with_the_state(work):
    (work / ".course.json").write_text("damaged")
    done = subprocess.run([PROGRAM, "status", "--json"], cwd=work, capture_output=True, text=True)
    found = json.loads(done.stdout)
    assert done.returncode == 0 and "got a damaged file. It's kept as .course.json.damaged-" in done.stderr
    assert [lesson["name"] for lesson in found["lessons"]] == sorted(path.stem for path in work.glob("*.ipynb"))
    assert found["next"] == {"lesson": "01_first_computation", "question": "tensor-shape",
                             "section": "Shape, dtype, device"}
    assert found["lessons"][0]["questions"][0]["state"] == "to do"


def test_what_is_asked_is_what_the_checks_know(work):
    from course.questions import lessons

    found = json.loads(course("status", "--json", cwd=work))["lessons"]
    asked = {lesson["name"]: {question["id"] for question in lesson["questions"]} for lesson in found}
    checked = {name: {question.id for question in questions} for name, questions in lessons().items()}
    assert set().union(*(asked[name] - checked[name] for name in asked)) == {"fraud-why", "model-card"}
    assert all(checked[name] <= asked[name] for name in asked)


def test_a_newer_state_is_told_and_left_as_it_is(work):
    (work / ".course.json").write_text(said := '{"version": 99}')
    told = "comes from a newer version of the course"
    assert told in course("status", cwd=work) and told in course("next", cwd=work)
    assert told in json.loads(course("status", "--json", cwd=work))["troubles"][0]
    assert (work / ".course.json").read_text() == said


def test_next_says_where_to_go(work):
    note(work, **{"linear-shapes": "passed"})
    first, file, how = course("next", cwd=work).splitlines()
    assert first.startswith("Lesson 2, Linear layers: linear-by-hand, in the section “Weight, bias, parameters”")
    assert file == f"File: {LESSON}.ipynb" and f"/lab/tree/{LESSON}.ipynb#Question-linear-by-hand:" in how


def test_when_all_is_done_it_says_so(work):
    found = json.loads(course("status", "--json", cwd=work))["lessons"]
    note_all = {question["id"]: "passed" for lesson in found for question in lesson["questions"]}
    state.update("progress", lambda _: note_all, work)
    assert course("next", cwd=work) == "Every question is answered.\n"


def test_a_lesson_that_is_missing_is_not_next_and_is_told(work):
    first, *others = sorted(work.glob("*.ipynb"))
    first.unlink()
    said = course("status", cwd=work)
    assert f"{first.name} isn’t in your folder. `course` puts it there.\nNext: linear-shapes" in said
    for path in others:
        path.unlink()
    (work / ".course.json").write_text('{"version": 1}')
    assert course("next", cwd=work) == "No lesson is in your folder yet. `course` puts them there.\n"


def test_a_lesson_that_is_behind_is_told_with_the_way_out(work):
    write(work, "cell-0080823a046a", "Older.")
    state.update("lessons", lambda known: known | {LESSON: notebooks.fingerprints(work / f"{LESSON}.ipynb")}, work)
    assert f"There’s a newer version of {LESSON}.ipynb. `course update`" in course("status", cwd=work)


def test_it_works_from_the_folder_from_below_and_from_above(work):
    (work / "photos" / "cat").mkdir(parents=True)
    for cwd in (work, work / "photos" / "cat", work.parent):
        assert "Next: tensor-shape" in course("status", cwd=cwd)
    assert "File: ../../01_first_computation.ipynb" in course("next", cwd=work / "photos" / "cat")


@pytest.mark.parametrize("command", [["status"], ["next"], ["reset", "2"], ["update"], ["photos", "."]], ids=str)
def test_anywhere_else_it_says_what_it_expected(tmp_path, command):
    said = course(*command, cwd=tmp_path, code=1)
    assert said.startswith("course: expected to be called in the course's folder, in its `work` or below, got /")
    assert list(tmp_path.iterdir()) == []


def test_in_the_clone_it_tells_of_the_clones_own_work(tmp_path):
    clone = tmp_path / "clone"
    for name in ("course", "notebooks"):
        shutil.copytree(ROOT / name, clone / name, ignore=shutil.ignore_patterns("__pycache__"))
    (clone / "docs").mkdir()
    run = "import sys; sys.path.insert(0, sys.argv.pop(1)); from course.cli import main; main()"
    for cwd in (clone, clone / "docs", clone / "notebooks"):
        done = subprocess.run([sys.executable, "-S", "-c", run, str(clone), "status"], cwd=cwd, capture_output=True,
                              text=True)
        assert "No lesson is in your folder yet. `course` puts them there." in done.stdout, done.stderr
    assert not (clone / "work").exists()


def test_reset_puts_a_question_back_and_tells_where_the_answer_is(work):
    write(work, "mse-mae-answer", "mse = 5")
    assert "mse-mae would be put back" in course("reset", "2", "mse-mae", "--dry-run", cwd=work)
    said = course("reset", "2", "mse-mae", cwd=work)
    (kept,) = re.findall(r"kept as (backups/\S+\.ipynb)\.", said)
    assert text_of(work / kept, "mse-mae-answer") == "mse = 5"
    assert (work / f"{LESSON}.ipynb").read_bytes() == (ROOT / "notebooks" / f"{LESSON}.ipynb").read_bytes()
    assert "Nothing was changed" in course("reset", "2", "mse-mae", cwd=work)


@pytest.mark.parametrize(("arguments", "words"), [
    (["reset", "nine"], "There are: 01_first_computation, 02_linear_layers"),
    (["reset", "2", "mse-mea"], "Did you mean 'mse-mae'?"), (["reset"], "required: LESSON"),
    (["rest", "2"], "invalid choice: 'rest'"), (["status", "--jsn"], "unrecognized arguments: --jsn"),
    (["photos"], "required: DIR"),
], ids=str)
def test_a_call_that_makes_no_sense_ends_with_two(work, arguments, words):
    assert words in course(*arguments, cwd=work, code=2)


def test_update_says_what_it_would_do_does_it_and_then_has_nothing_to_do(work):
    write(work, "cell-0080823a046a", "Older.")
    state.update("lessons", lambda known: known | {LESSON: notebooks.fingerprints(work / f"{LESSON}.ipynb")}, work)
    write(work, "mse-mae-answer", "mse = 5")
    assert "This would be done" in course("update", "--dry-run", cwd=work) and not (work / "backups").exists()
    said = course("update", cwd=work)
    assert f"{LESSON}: brought up to date. 1 answer and 0 cells of your own came along." in said
    assert text_of(work / f"{LESSON}.ipynb", "mse-mae-answer") == "mse = 5"
    assert course("update", cwd=work) == "Your lessons are up to date. Nothing was changed.\n"


def test_update_ends_with_one_where_a_copy_is_damaged(work):
    (work / f"{LESSON}.ipynb").write_text("{")
    assert f"`course reset {LESSON}` gives you a fresh copy" in course("update", cwd=work, code=1)
    assert f"`course reset {LESSON}` gives you a fresh copy" in course("status", cwd=work)


def test_without_a_command_the_lessons_are_laid_out_and_jupyterlab_starts(tmp_path):
    run = f"from course import start; start.new_work = lambda here: here / 'work'; start.open_course({['--version']!r})"
    done = subprocess.run([sys.executable, "-c", run], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0 and re.search(r"^\d+\.\d+\.\d+", done.stdout, re.MULTILINE), done.stderr
    assert len(list((tmp_path / "work").glob("*.ipynb"))) == 6


def test_without_a_command_from_inside_work_no_second_work_is_made(work):
    (work / f"{LESSON}.ipynb").unlink()
    done = subprocess.run([PROGRAM, "--version"], cwd=work, capture_output=True, text=True)
    assert done.returncode == 0 and f"new: work/{LESSON}.ipynb" in done.stdout
    assert (work / f"{LESSON}.ipynb").exists() and not (work / "work").exists()


def test_an_option_that_nobody_knows_is_refused_by_the_name_of_the_command(work):
    done = subprocess.run([PROGRAM, "--no-such"], cwd=work, capture_output=True, text=True)
    assert done.returncode == 2 and "course: error: unrecognized arguments: --no-such" in done.stderr
    assert "__main__" not in done.stderr


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_fits_on_one_screen(tmp_path, command):
    said = course(*filter(None, [command]), "--help", cwd=tmp_path, COLUMNS="80")
    assert len(said.splitlines()) <= 24 and max(map(len, said.splitlines())) <= 80


def test_what_is_quick_needs_neither_pytorch_nor_jupyter(work):
    code = ("import sys; from course import cli\ntry: cli.main(sys.argv[1:])\nexcept SystemExit: pass\n"
            "print({'torch', 'numpy', 'IPython', 'jupyterlab', 'nbformat'} & {*sys.modules})")
    for command in (["status"], ["next"], ["reset", "2"], ["update"]):
        done = subprocess.run([sys.executable, "-c", code, *command], cwd=work, capture_output=True, text=True)
        assert done.stdout.splitlines()[-1] == "set()", done.stderr


def test_a_terminal_that_knows_ascii_alone_is_no_reason_to_stop(work):
    assert "Next: tensor-shape" in course("status", cwd=work, PYTHONIOENCODING="ascii")


def test_photos_are_copied_from_a_folder_named_from_where_one_is(work):
    from photo_files import noise, put

    put(noise(1), str(work.parent / "mine" / "cat" / "a.jpg"))
    (work.parent / "mine" / "cat" / "b.jpg").write_text("no picture")
    said = course("photos", "../mine", cwd=work)
    assert said.startswith("photos/cat: 1 copied\nSkipped: ") and (work / "photos" / "cat" / "a.jpg").is_file()
    (work.parent / "mine" / "cat" / "a.jpg").unlink()
    assert "Nothing was copied" in course("photos", "mine", cwd=work.parent, code=1)
