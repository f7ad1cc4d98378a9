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
from grader.proof.hints import verify_written
from grader.proof.verify import (
    Row,
    verify_bank,
    verify_key,
    verify_lesson,
    verify_marks,
    verify_ways,
    verify_words,
)

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
    ({"misconceptions": (replace(FRAUD.solutions[0].misconceptions[0], hint="No."),)},
     "expected a hint of at least 40 characters, got 3."),
    ({"misconceptions": (replace(FRAUD.solutions[0].misconceptions[0], hint=""),)}, "40 characters, got no hint."),
    ({"misconceptions": (replace(FRAUD.solutions[0].misconceptions[0], ways=()),)}, "has no way. Add a wrong answer"),
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


def test_a_bank_that_lacks_right_or_wrong_answers_of_a_question_is_named(tmp_path):
    from grader.proof.answers import read_answers

    def told(bank):
        faults = verify_key(FRAUD, tmp_path, bank, Row("fraud"))
        return [fault.split("that is ")[1] for fault in faults if "expected an answer" in fault]

    assert told(None) == []  # it doesn't come in a wheel
    assert told([]) == ["passed, got none. Write one, with `# verdict: passed`.",
                        "failed, got none. Write one, with `# verdict: failed`."]
    (tmp_path / "fraud").mkdir()
    (tmp_path / "fraud" / "right.py").write_text("# verdict: passed\n\nship_it, missed_share = False, 0.88\n")
    assert told(read_answers(tmp_path)) == ["failed, got none. Write one, with `# verdict: failed`."]


def test_a_file_that_cant_be_read_is_one_fault_and_the_others_are_tried(run, tmp_path):
    for name, text in {"right": b"# verdict: passed\n\nship_it, missed_share = False, 0.88\n",
                       "wrong": b"# verdict: failed\n\nship_it, missed_share = True, 0.1\n",
                       "odd": b"# verdict: perhaps\n", "bytes": b"# verdict: passed\n# \xff\n"}.items():
        (tmp_path / "fraud").mkdir(exist_ok=True)
        (tmp_path / "fraud" / f"{name}.py").write_bytes(text)
    done = run("grader", "verify", "fraud", "--answers", str(tmp_path), "--json")
    counts = json.loads(done.stdout.splitlines()[-1])
    assert done.returncode == 1 and counts["questions"] == 1 and counts["right_accepted"] == 2
    odd, unread = sorted(counts["faults"], reverse=True)
    assert odd.startswith("fraud/odd.py: expected `# verdict:`") and unread.startswith("fraud/bytes.py: 'utf-8' codec")


def test_words_that_nobody_could_grade_by_and_wrong_headings_are_named(tmp_path):
    source = tmp_path / "notebooks" / "source"
    source.mkdir(parents=True)
    words = "# %% [markdown] answer={!r} points=2\n# <!-- BEGIN SOLUTION -->\n# Words.\n# <!-- END SOLUTION -->\n"
    names = "fraud-why", "own-why", "fraud"
    (source / "01_own.py").write_text("".join(words.format(name).replace("'", '"') for name in names))
    lacking, checked = verify_written("01_own", Pack("own", "own", tmp_path))
    assert lacking == ("own-why: expected a model answer and a rubric to grade by, got none. Write own-why.md in a "
                       "folder of own/keys, with `## Model answer` and `## Rubric`.")
    assert checked.startswith("fraud: expected a model answer") and "got the steps of a question" in checked


@pytest.mark.prove
def test_an_answer_cell_that_raises_is_named_before_the_names_that_it_lacks(tmp_path):
    path = tmp_path / "01_topic.py"
    path.write_text('# %% role="setup"\nfrom course import check\n# %% answer="fraud"\n### BEGIN SOLUTION\n'
                    'ship_it, missed_share = False, 1 / 0\n### END SOLUTION\n'
                    '# %% check="fraud" points=2\ncheck("fraud", ship_it, missed_share)\n')
    first, *others = verify_marks("01_topic", read_lesson(path))
    assert first == "01_topic: `ship_it, missed_share = False, 1 / 0` raised ZeroDivisionError: division by zero"
    assert len(others) == 2 and all("fraud: the reference answer" in fault for fault in others)


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
