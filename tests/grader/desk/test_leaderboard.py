"""The leaderboard: nicknames only, of those alone who asked, from files that strangers wrote."""
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from html import unescape

import pytest

from course import capstone
from grader.classroom.gradebook import open_gradebook
from grader.desk import nicknames
from grader.desk.leaderboard import MAX_BYTES, PREDICTIONS, Place, Score, rank, render, write_leaderboard
from grader.errors import WrongCall

LESSON = "06_capstone"
MARKS = {"ada": 12.0, "bo": 16.0, "chen": 12.0, "dora": 16.0, "eve": 3.5, "finn": 9.0, "gus": None, "hal": 14.0,
         "ida": 15.0, "jo": 1.0}
ASKED = {"ada": "Blue Heron", "bo": "Owl", "chen": "blue  heron", "dora": "Nightingale", "gus": "Waiting Gull",
         "hal": "Ada L."}  # that's somebody


def put(folder, learner: str, nickname: str | bytes | None) -> None:
    place = folder / "submitted" / learner / LESSON
    place.mkdir(parents=True)
    line = b"" if nickname is None else b"# nickname: %b\n" % (
        nickname if isinstance(nickname, bytes) else nickname.encode())
    (place / "predictions.csv").write_bytes(b"digits_00c0ffee\n" + line + b"7\n" * 1000)


def give_marks(folder, marks: dict[str, float | None]) -> None:
    """Write marks into the gradebook as grading does; None: a person has to decide."""
    with open_gradebook(folder) as gradebook:
        for learner, points in marks.items():
            gradebook.api.update_or_create_student(learner, first_name=f"First{learner}", last_name="Lovelace",
                                                   email=f"{learner}@school.example")
            (notebook,) = gradebook.api.update_or_create_submission(LESSON, learner).notebooks
            for grade in notebook.grades:
                if grade.name == "capstone":
                    grade.auto_score, grade.needs_manual_grade = points, points is None
        gradebook.api.db.commit()


@pytest.fixture(scope="module")
def released(run, tmp_path_factory):
    folder = tmp_path_factory.mktemp("board") / "class"
    assert run("grader", "init", str(folder)).returncode == 0
    done = run("grader", "release", LESSON, "--folder", str(folder))
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def klass(released, tmp_path):
    """A class of which nobody has handed in; change it as you like."""
    return shutil.copytree(released, tmp_path / "class")


@pytest.fixture(scope="module")
def written(run, released, tmp_path_factory):
    """The board of a class of ten: the page, and how the command ended."""
    folder = shutil.copytree(released, tmp_path_factory.mktemp("ten") / "class")
    give_marks(folder, MARKS)
    for learner in MARKS:
        put(folder, learner, ASKED.get(learner))
    done = run("grader", "leaderboard", "--folder", str(folder))
    assert done.returncode == 0, done.stderr
    return (folder / "results" / LESSON / "leaderboard.html").read_text(), done


def rows_of(page: str) -> list[tuple[str, str, str]]:
    """Rank, nickname and points of each line."""
    return [tuple(unescape(re.sub("<.*?>", "", cell)) for cell in row) for row in re.findall(
        r'<tr[^>]*><td class="rank">(.*?)</td><th[^>]*>(.*?)</th><td class="points">(.*?)</td></tr>', page)]


def test_equal_points_share_a_rank_and_equal_nicknames_are_told_apart(written):
    assert rows_of(written[0]) == [
        ("1", "Nightingale", "16 of 16"), ("1", "Owl", "16 of 16"), ("3", "Blue Heron", "12 of 16"),
        ("3", "blue heron (2)", "12 of 16")]


def test_nobody_is_on_it_who_did_not_ask_and_no_name_is(written):
    page = written[0]
    for learner in MARKS:
        for name in (rf"\b{learner}\b", f"First{learner}", f"{learner}@"):
            assert not re.search(name, page, re.IGNORECASE)
    assert "Lovelace" not in page and "3.5" not in page and "9 of" not in page and "15 of" not in page
    assert "5 learners chose not to appear." in page and "One more will appear once their work is graded." in page


def test_a_learners_name_is_no_nickname_for_another(written):
    (line,) = [line for line in written[1].stdout.splitlines() if line.startswith("not shown")]
    assert line == "not shown: hal: the nickname Ada L. has a name of your class in it. Ask for another."


def test_the_page_asks_for_nothing_and_runs_nothing(written):
    page = written[0]
    assert not re.search(r"https?:|//|url\(|<script|<link|<img|<iframe|@import|\son\w+=", page)
    assert "default-src 'none'" in page and '<html lang="en">' in page and page.count('scope="row"') == 4


def test_leaving_the_line_out_takes_a_nickname_off(run, klass):
    give_marks(klass, {"ada": 12.0})
    put(klass, "ada", "Blue Heron")
    board = klass / "results" / LESSON / "leaderboard.html"
    assert run("grader", "leaderboard", LESSON, "--folder", str(klass)).returncode == 0
    assert "Blue Heron" in board.read_text() and "Everybody who handed in chose to appear." in board.read_text()
    shutil.rmtree(klass / "submitted" / "ada")
    put(klass, "ada", None)
    assert run("grader", "leaderboard", LESSON, "--folder", str(klass)).returncode == 0
    assert "Blue Heron" not in board.read_text() and "Nobody is on it yet." in board.read_text()
    assert "One learner chose not to appear." in board.read_text()


def test_without_marks_the_command_says_what_to_do(run, klass):
    done = run("grader", "leaderboard", "--folder", str(klass))
    assert done.returncode == 2 and not (klass / "results" / LESSON).exists()
    assert done.stderr == (f"grader: {LESSON}: expected marks of the question capstone, got none. Run `grader grade "
                           "06_capstone` first.\n")
    with pytest.raises(WrongCall, match="no_lesson: expected marks of the question capstone"):
        write_leaderboard(klass, "no_lesson")


def test_it_reads_the_file_that_the_capstone_writes_without_pytorch():
    assert (PREDICTIONS, MAX_BYTES) == (capstone.PREDICTIONS.name, capstone.MAX_BYTES)
    code = "import grader.cli, grader.desk.leaderboard, sys; print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def hostile(klass) -> dict[str, bytes]:
    """Things in place of the predictions, one a learner."""
    secret = klass.parent / "secret"
    secret.write_bytes(b"x\n# nickname: Secret Reader\n")
    for learner in ("link", "pipe", "folder", "long", "linked-lesson"):
        (klass / "submitted" / learner / LESSON).mkdir(parents=True)
    place = {path.parent.name: path / "predictions.csv" for path in klass.glob(f"submitted/*/{LESSON}")}
    place["link"].symlink_to(secret)
    os.mkfifo(place["pipe"])
    place["folder"].mkdir()
    with place["long"].open("wb") as file:
        file.write(b"x\n# nickname: Too Long\n")
        file.truncate(1 << 40)
    place["linked-lesson"].parent.rmdir()
    place["linked-lesson"].parent.symlink_to(place["link"].parent)
    raw = {"not-utf8": b"\xff\xfe\xfa", "third": b"\n7\n# nickname: Late", "empty": b"",
           "blank": b"\xe2\x80\x8b \xe3\x85\xa4", "endless": b"x" * 400_000}
    for learner, nickname in raw.items():
        put(klass, learner, nickname)
    (klass / "submitted" / "nothing" / LESSON).mkdir(parents=True)
    return dict.fromkeys([*place, *raw, "nothing", "no-folder"], b"")


def test_whatever_lies_in_its_place_is_no_nickname_and_stops_nobody(run, klass):
    learners = hostile(klass)
    give_marks(klass, dict.fromkeys([*learners, "ada"], 5.0))
    put(klass, "ada", "Blue Heron")
    done = run("grader", "leaderboard", "--folder", str(klass))
    assert done.returncode == 0, done.stderr
    page = (klass / "results" / LESSON / "leaderboard.html").read_text()
    shown = {name for _, name, _ in rows_of(page)}
    assert "Blue Heron" in shown and shown <= {"Blue Heron", "x" * 24}
    for learner, got in (("link", "a link"), ("pipe", "a FIFO"), ("folder", "a folder"), ("long", "1099512 MB")):
        assert re.search(rf"not shown: {learner}: .*predictions.csv: expected .* got {got}", done.stdout)
    assert "not shown: linked-lesson: " in done.stdout


@pytest.mark.parametrize(("text", "shown"), [
    ("Blue Heron", "Blue Heron"), ("  Blue \t Heron ", "Blue Heron"), ("Blue\u202eHeron\u2066", "BlueHeron"),
    ("a\x1b[2Jb\x00\x9b", "a[2Jb"), ("a\u200bb\u00adc\ufeff", "abc"), ("Z" + "\u0301" * 50, "Z\u0301\u0301\u0301"),
    ("\u0301\u0301x", "x"), ("x" * 99, "x" * 24), ("ﷺ" * 9, None), ("🦉", "🦉"), ("🦉🦉 of 7b", "🦉🦉 of 7b"),
    ("東京", "東京"), ("سلام", "سلام"), ("Ｂｌｕｅ", "Blue"), ("\u3164\u115f\u2800", ""), ("...", ""),
    ("", ""), ("\ue000\U000f0000", ""),
    ("a\u2028b\x85c", "a b c"), ("x" * 23 + " y", "x" * 23),
])
def test_nicknames_are_cleaned(text, shown):
    kept = nicknames.clean(text)
    assert shown is None or kept == unicodedata.normalize("NFKC", shown)
    assert len(kept) <= nicknames.MAX_LENGTH and kept.isprintable() and nicknames.clean(kept) == kept


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "<img src=x onerror=y>", "\"'><b>", "{{ 7 * 7 }}",
                                  "&lt;b&gt;", "{% raw %}"])
def test_markup_is_shown_and_never_run(text):
    nickname = nicknames.clean(text)
    page = render([Place(1, nickname, 3.0, 16.0)], n_hidden=0)
    assert nickname not in page or not set(nickname) & set("<>\"'&")
    assert rows_of(page) == [("1", nickname, "3 of 16")]


@pytest.mark.parametrize(("given", "told"), [
    (["Owl", "owl", "OWL"], ["Owl", "owl (2)", "OWL (3)"]),
    (["Ówl", "Owl", "O w.l"], ["Ówl", "Owl (2)", "O w.l (3)"]),
    (["Owl (2)", "Owl", "Owl"], ["Owl (2)", "Owl", "Owl (3)"]), (["🦉", "🦉"], ["🦉", "🦉 (2)"]),
])
def test_the_same_nickname_twice_is_told_apart(given, told):
    assert nicknames.tell_apart(given) == told


@pytest.mark.parametrize(("nickname", "somebody"), [
    ("ada", True), ("ADA", True), ("A d a", True), ("Ada!", True), ("team ada", True), ("Ádá", True), ("ａｄａ", True),
    ("Canada", False), ("Blue Heron", False), ("bo", False), ("maxwellfan", True), ("Max", False),
])
def test_names_of_the_class_are_recognized(nickname, somebody):
    assert nicknames.is_somebody(nickname, ["ada", "Maxwell", " ", "b.o.b"]) == somebody


def test_points_that_look_the_same_share_a_rank():
    scores = [Score("a", 11.999999, 16.0), Score("b", 12.0, 16.0), Score("c", 11.9, 16.0)]
    assert [place.rank for place in rank(scores, {"a": "A", "b": "B", "c": "C"})] == [1, 1, 3]


@pytest.mark.parametrize("points", [-1.0, 0.0, 99.0])
def test_odd_points_make_no_odd_bar(points):
    width = re.search(r"width:([\d.-]+)%", render([Place(1, "A", points, 16.0)], 0))[1]
    assert 0 <= float(width) <= 100
    assert "width:0%" in render([Place(1, "A", points, 0.0)], 0)
