"""`grader verify` proves what it says: it is green as things are, and red when one thing is broken."""
import json
from dataclasses import replace

import pytest

from course.checking.key import Key
from course.keys import first_computation as keys
from course.packs import Pack
from course.questions import lessons
from grader.lessons.copies import build_notebooks, find_stale
from grader.lessons.text import read_lesson
from grader.proof.verify import Row, verify_bank, verify_lesson, verify_marks, verify_ways, verify_words

FRAUD = keys.FRAUD_KEY


@pytest.mark.slow
@pytest.mark.prove
def test_the_course_as_it_is_holds_every_promise_and_no_small_edit_of_a_reference_passes(run):
    done = run("grader", "verify", "--mutants", "--json")
    counts = json.loads(done.stdout.splitlines()[-1])
    assert done.returncode == 0, done.stdout
    assert done.stderr == ""
    assert counts["faults"] == [] and counts["survivors"] == counts["refused"] == 0
    assert counts["questions"] == sum(map(len, lessons().values()))
    assert counts["right_accepted"] >= 4 * counts["questions"] and counts["wrong_caught"] >= 8 * counts["questions"]


def broken(**changes) -> Key:
    """The fraud question's key with its first solution changed."""
    solution, other = FRAUD.solutions
    return replace(FRAUD, solutions=(replace(solution, **changes), other))


def test_a_wrong_reference_is_named():
    faults = list(verify_ways(broken(right=True), row := Row("fraud")))
    assert any("fraud: `ship_it`" in fault and "accepted" in fault for fault in faults)
    assert row.survivors == 1


def test_a_right_way_that_raises_is_named():
    rates = keys.FIRST_RATES_KEY
    solution = replace(rates.solutions[0], right=lambda *counts: {}[counts])
    faults = verify_ways(replace(rates, solutions=(solution,)), Row("first-rates"))
    assert any("refused with seed" in fault for fault in faults)


def test_a_hint_that_another_misconception_takes_is_named():
    first = FRAUD.solutions[0].misconceptions[0]
    twin = replace(first, name="twin")
    faults = list(verify_ways(broken(misconceptions=(first, twin)), Row("fraud")))
    assert faults == ["fraud: `ship_it` must be caught as twin, was caught as ['accuracy-is-enough']."]


@pytest.mark.parametrize(("changes", "words"), [
    ({"answer": replace(FRAUD.solutions[0].answer, expected="")}, "no description"),
    ({"misconceptions": ()}, "no misconceptions"),
    ({"misconceptions": (replace(FRAUD.solutions[0].misconceptions[0], hint="No."),)}, "no hint"),
    ({"misconceptions": FRAUD.solutions[0].misconceptions * 2}, "names one misconception twice"),
])
def test_missing_words_are_named(changes, words):
    assert any(words in fault for fault in verify_words(broken(**changes)))


@pytest.mark.parametrize(("verdict", "code", "words"), [
    pytest.param("passed", "ship_it, missed_share = True, 0.88", "must be passed, was failed", id="refused"),
    pytest.param("failed", "ship_it, missed_share = False, 0.88", "was accepted", id="survivor"),
    pytest.param("failed", "ship_it, missed_share = True, 0.88", "must earn 0", id="points"),
    pytest.param("not tried", "ship_it, missed_share = True, True", "must be not tried", id="tried"),
])
def test_an_answer_in_the_bank_that_gets_another_verdict_is_named(tmp_path, verdict, code, words):
    from grader.proof.answers import read_answers

    (tmp_path / "fraud").mkdir()
    (tmp_path / "fraud" / "sample.py").write_text(f"# verdict: {verdict}\n\n{code}\n")
    faults = list(verify_bank(FRAUD, read_answers(tmp_path), Row("fraud")))
    assert len(faults) == 1 and words in faults[0] and "sample" in faults[0]


def test_a_question_that_the_lesson_does_not_ask_is_named():
    questions = lessons()["01_first_computation"]
    assert "expected the checks" in next(verify_lesson("01_first_computation", questions[:-1]))
    assert "no text" in next(verify_lesson("09_none", questions))


def test_a_stale_a_hand_made_and_an_orphaned_copy_are_named(tmp_path):
    from grader.lessons.copies import NOTEBOOKS

    source = tmp_path / "notebooks" / "source"
    source.mkdir(parents=True)
    pack = Pack("own", "own", tmp_path)
    text = (NOTEBOOKS / "source" / "01_first_computation.py").read_text()
    for name in ("01_a.py", "02_b.py", "03_c.py"):
        (source / name).write_text(text)
    assert len(build_notebooks(pack)) == 3 and find_stale(pack) == [] and build_notebooks(pack) == []
    (source / "01_a.py").write_text(text.replace("# Lesson 1", "# Lesson One"))
    copy = source.parent / "02_b.ipynb"
    copy.write_text(copy.read_text().replace("Lesson 1", "Lesson one"))
    (source / "03_c.py").unlink()
    assert find_stale(pack) == ["01_a", "02_b", "03_c"]


def test_a_demonstration_that_leans_on_a_proof_is_named(tmp_path):
    path = tmp_path / "01_topic.py"
    path.write_text('# %% role="setup"\nprint(1)\n# %% role="proof"\nseen = 2\n# %%\nprint(seen)\n')
    assert list(verify_marks("01_topic", read_lesson(path))) == [
        "01_topic: with its demonstrations run, `print(seen)` raised NameError: name 'seen' is not defined"]
