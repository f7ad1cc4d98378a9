"""What the page's server answers: to its grader, to two at once, to strangers, and about hostile answers."""
from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from by_hand import Grader, marks, served, write_words
from sample_class import LESSON

from grader.byhand.rubrics import read_rubrics, rubric_path
from grader.kernels import sandbox
from grader.marking.history import Given, find_given, history_path, note_given, read_history
from grader.marks.reading import read_marks

pytestmark = [pytest.mark.slow, pytest.mark.skipif(bool(sandbox.available()), reason=sandbox.available() or "-")]
WHY = "fraud-why"
HOSTILE = ('<script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:alert(1)">a</a>'
           '<form action="/api/save"><button>Save</button></form><div id="who" style="position:fixed">ada</div>'
           '<style>*{display:none}</style><meta http-equiv="refresh" content="0;url=//evil.test">'
           "$\\href{javascript:alert(1)}{x}$ \u202egnp.x \x1b[2J ![p](https://evil.test/p.png)")
WORDS = {"ada": "Fraud is rare.", "chen": "Look at recall.", "dana": HOSTILE, "emil": "a" * 400_000, "fay": "Rare.",
         "gus": "[" * 60_000, "hana": "It is late.", "ivan": "Yes.", "jo": "No.", "kim": "So."}


@pytest.fixture(scope="module")
def folder(graded_class, tmp_path_factory) -> Path:
    folder = Path(shutil.copytree(graded_class[0], tmp_path_factory.mktemp("page") / "class"))
    write_words(folder, LESSON, WHY, WORDS)
    return folder


@pytest.fixture(scope="module")
def graders(folder) -> Iterator[tuple[Grader, Grader]]:
    """Two graders, each with a server of their own."""
    with served(folder, "--grader", "Kim", lesson=LESSON) as one, \
            served(folder, "--grader", "Ito", lesson=LESSON) as two:
        yield Grader(one, "kim"), Grader(two, "ito")


def test_of_two_graders_at_once_the_second_is_shown_what_the_first_wrote(folder, graders):
    kim, ito = graders
    hers, his = kim.open("ada", WHY), ito.open("ada", WHY)
    assert kim.save(hers, 1, "Say what to look at.")[0] == 200
    status, told = ito.save(his, 2, "All there.")
    assert status == 409 and (told["theirs"]["score"], told["theirs"]["comment"], told["theirs"]["by"]) == (
        1, "Say what to look at.", "Kim")
    assert marks(folder, WHY, LESSON)["ada"] == (1, False, "Say what to look at.")
    assert ito.save(his | {"version": told["theirs"]["version"]}, 2, "Say what to look at.\n\nAll there.")[0] == 200
    assert marks(folder, WHY, LESSON)["ada"] == (2, False, "Say what to look at.\n\nAll there.")
    assert [each.given.grader for each in read_history(folder, LESSON, "ada") if each.given] == ["Kim", "Ito"]


def test_of_many_saves_at_once_one_counts_and_the_others_are_told(folder, graders):
    item = graders[0].open("fay", WHY)
    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(lambda i: graders[i % 2].save(item, i / 10, f"comment {i}"), range(12)))
    won, = (i for i, (status, _) in enumerate(answers) if status == 200)
    assert {status for status, _ in answers} == {200, 409}
    assert marks(folder, WHY, LESSON)["fay"] == (won / 10, False, f"comment {won}")
    assert find_given(read_history(folder, LESSON, "fay"))[WHY].comment == f"comment {won}"


def test_two_graders_are_given_different_answers(graders):
    kim, ito = graders
    first = kim.next(question=WHY)
    kim.get(f"/api/hand-in?id={first}&client=kim")
    second = ito.next(question=WHY)
    assert first and second and first != second
    ito.get(f"/api/hand-in?id={second}&client=ito")
    assert kim.next(first, WHY) not in ("", second)
    assert ito.get(f"/api/hand-in?id={first}&client=other&claim=no")["open"] == "Kim"


@pytest.mark.parametrize(("change", "status"), [
    ({"X_Grader_Token": None}, 403), ({"X_Grader_Token": "x"}, 403), ({"X_Grader_Token": "\xe9"}, 403),
    ({"Host": "evil.test"}, 403), ({"Host": "evil.test:$PORT"}, 403), ({"Host": None}, 400),
    ({"Host": "127.0.0.1"}, 403),
    ({"Origin": "http://evil.test"}, 403), ({"Origin": "null"}, 403), ({"Content_Type": "text/plain"}, 415),
    ({"Content_Type": "application/x-www-form-urlencoded"}, 415),
], ids=str)
def test_nobody_else_gets_in(folder, graders, change, status):
    kim = graders[0]
    item = kim.open("hana", WHY)
    body = {"id": item["id"], "seen": item["version"], "score": 2, "comment": "from elsewhere", "items": []}
    change = {name: value and value.replace("$PORT", kim.host.rpartition(":")[2]) for name, value in change.items()}
    got, headers, text = kim.ask("/api/save", body, **change)
    assert got == status and "hana" not in text
    assert not [name for name in headers if name.lower().startswith("access-control")]
    if "Content_Type" not in change:
        assert kim.ask("/api/queue", **change)[0] == status
        assert kim.ask(f"/?token={'x' if 'X_Grader_Token' in change else kim.token}", **change)[0] == status
    assert marks(folder, WHY, LESSON)["hana"] == (None, True, None)


def test_the_page_wants_its_token_and_may_load_nothing(graders):
    kim = graders[0]
    paths = ("/", "/?token=", "/?token=%C3%A9", "/?token=%FF", "/nothing", "/static/mark.js")
    assert [kim.ask(path, X_Grader_Token=None)[0] for path in paths] == [403, 403, 403, 400, 403, 403]
    status, headers, text = kim.ask(f"/?token={kim.token}", X_Grader_Token=None)
    assert status == 200 and "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"] and headers["Referrer-Policy"] == "no-referrer"
    assert kim.token not in text and "http" not in text.replace("http-equiv", "")


@pytest.mark.parametrize("learner", ["dana", "emil", "gus"])
def test_hostile_answers_are_shown_and_do_nothing(graders, learner):
    item = graders[0].open(learner, WHY)
    page = BeautifulSoup(item["answer"], "html.parser")
    assert not page.find(["script", "img", "form", "button", "style", "meta", "iframe"])
    assert not [tag for tag in page.find_all(True) for name, value in tag.attrs.items()
                if name.startswith("on") or name in ("style", "id", "src") or "javascript" in str(value)]
    assert len(item["answer"]) < 500_000 and "\x1b" not in item["answer"] and "\u202e" not in item["answer"]
    assert ("The page stops here" in item["answer"]) == (learner == "emil")


def test_a_locked_gradebook_is_told_and_nothing_is_half_saved(folder, graders):
    kim = graders[0]
    item = kim.open("ivan", WHY)
    before = history_path(folder, LESSON, "ivan").read_bytes()
    with closing(sqlite3.connect(folder / "gradebook.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        status, told = kim.save(item, 2, "Yes.")
        assert status == 503 and "in use by another program" in told["message"]
        assert history_path(folder, LESSON, "ivan").read_bytes() == before
        other.execute("ROLLBACK")
    assert kim.save(item, 2, "Yes.")[0] == 200
    assert marks(folder, WHY, LESSON)["ivan"] == (2, False, "Yes.")


def test_a_mark_that_fails_leaves_no_line_in_the_history(folder):
    given, before = Given(WHY, 1.0, "Kim"), history_path(folder, LESSON, "kim").read_bytes()
    with pytest.raises(OSError, match="full"), note_given(folder, LESSON, "kim", given):
        assert find_given(read_history(folder, LESSON, "kim")) == {WHY: given}
        raise OSError("full")
    assert history_path(folder, LESSON, "kim").read_bytes() == before


def test_what_cannot_be_written_is_told_and_nothing_is_half_saved(folder, graders):
    kim, place = graders[0], history_path(folder, LESSON, "jo")
    item, kept = kim.open("jo", WHY), place.read_bytes()
    place.unlink()
    place.mkdir()  # where the history belongs there is no room for it
    status, told = kim.save(item, 2, "Yes.")
    assert status == 507 and "make room and try again" in told["message"]
    assert marks(folder, WHY, LESSON)["jo"] == (None, True, None)
    place.rmdir()
    place.write_bytes(kept)
    assert kim.save(item, 2, "Yes.")[0] == 200


@pytest.mark.parametrize("change", [
    {"score": 2.5}, {"score": -1}, {"score": "2"}, {"score": True}, {"score": float("nan")}, {"score": float("inf")},
    {"items": "x"}, {"items": [1]}, {"comment": 1}, {"comment": "x" * 20_001}, {"seen": None}, {"id": 7},
], ids=lambda change: f"{change}"[:30])
def test_what_makes_no_sense_is_refused_by_name(folder, graders, change):
    item = graders[0].open("hana", WHY)
    body = {"id": item["id"], "seen": item["version"], "score": 1, "comment": "", "items": []} | change
    status, told = graders[0].post("save", **body)
    assert status == 400 and told["message"]
    assert marks(folder, WHY, LESSON)["hana"] == (None, True, None)


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff", b"[" * 100_000])
def test_a_body_that_is_no_object_is_refused(graders, body):
    assert graders[0].ask("/api/save", body)[0] == 400
    assert graders[0].post("save", id="nobody", seen="", score=None, comment="", items=[])[0] == 404


def test_the_rubric_comes_with_our_questions_and_a_class_may_add_to_it(folder, graders):
    kim, ito = graders
    item = kim.open("kim", WHY)
    assert [line["points"] for line in item["rubric"]] == [1, 0.5, 1, 0.5, 0.5]
    assert "88 in 100 get through" in item["guide"] and "Precision belongs beside it" in item["model"]
    text = 'Says "so" \\ é 🎓 \x7f\n# no'
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda i: graders[i % 2].post("item", question=WHY, text=f"{text} {i}", points=-0.25),
                                range(8)))
    assert [status for status, _ in answers] == [200] * 8
    rubric = read_rubrics(folder, LESSON)[WHY].items
    assert [line.points for line in rubric] == [1, 0.5, 1, 0.5, 0.5, *[-0.25] * 8]
    assert {line.text for line in rubric[5:]} == {f'Says "so" \\ é 🎓 \x7f # no {i}' for i in range(8)}
    assert len(ito.open("kim", WHY)["rubric"]) == 13

    path = rubric_path(folder, LESSON)
    kept = path.read_text()
    path.write_text(kept + "\n[[fraud-why.items]\n")
    status, _, told = kim.ask(f"/api/hand-in?id={item['id']}&client=kim")
    assert status == 409 and "rubrics/01_first_computation.toml: expected rubrics" in json.loads(told)["message"]
    assert kim.post("item", question=WHY, text="x", points=1)[0] == 409
    assert path.read_text() == kept + "\n[[fraud-why.items]\n"
    path.write_text('["fraud-why"]\nstart = 2\n[["fraud-why".items]]\npoints = -1\ntext = "Wrong"\n')
    assert (kim.open("kim", WHY)["start"], len(kim.open("kim", WHY)["rubric"])) == (2, 1)
    path.unlink()


def test_comments_to_use_again_are_kept_by_question_for_all_graders(graders):
    kim, ito = graders
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda i: graders[i % 2].post("comment", question=WHY, add=f"Comment {i}", remove=""), range(8)))
    kept = ito.open("kim", WHY)["comments"]
    assert sorted(kept) == [f"Comment {i}" for i in range(8)]
    assert kim.post("comment", question=WHY, add="", remove="Comment 3")[1]["comments"] == [
        text for text in kept if text != "Comment 3"]
    assert kim.post("comment", question="no such", add="x", remove="")[0] == 400


def test_a_late_hand_in_pays_for_the_points_that_a_person_gave(folder, graders):
    (folder / "policies.toml").write_text('[late]\npenalty = "10%"\n')
    assert graders[0].save(graders[0].open("hana", WHY), 2, "")[0] == 200
    penalty = read_marks(folder, LESSON)["hana"].penalty
    assert penalty > 0 and read_history(folder, LESSON, "hana")[-1].penalty == pytest.approx(penalty)
