"""The bank of answers is read with its annotations, and a fault in one names the file and what to do."""
from pathlib import Path

import pytest

from grader.proof.answers import AnswerError, load, read_answers

CODE = "\nship_it = False\nmissed_share = 1 - torch.tensor(0.12)\n"


def write(folder: Path, notes: str, code: str = CODE, question: str = "fraud") -> Path:
    path = folder / question / "mine.py"
    path.parent.mkdir()
    path.write_text(notes + code)
    return folder


def test_an_answer_is_read_with_its_verdict_and_defaults(tmp_path):
    (answer,) = read_answers(write(tmp_path, "# verdict: passed\n"))
    assert (answer.question, answer.name, answer.path) == ("fraud", "mine", tmp_path / "fraud" / "mine.py")
    assert (answer.verdict, answer.misconception, answer.share, answer.seeds) == ("passed", "", 1.0, (0, 1234))


def test_every_annotation_is_read(tmp_path):
    notes = "# verdict: failed\n# misconception: percent-for-share\n# points: 0.5\n# seed: 3, 4\n"
    (answer,) = read_answers(write(tmp_path, notes))
    assert (answer.verdict, answer.misconception, answer.share) == ("failed", "percent-for-share", 0.5)
    assert answer.seeds == (3, 4)


def test_comments_below_the_first_line_of_code_are_code(tmp_path):
    (answer,) = read_answers(write(tmp_path, "# verdict: failed\n", "\n# colour: red\nx = 1\n"))
    assert answer.share == 0.0


@pytest.mark.parametrize(("notes", "words"), [
    pytest.param("", r"`# verdict:` passed, failed or not tried, got ''\. Add", id="no_verdict"),
    pytest.param("# verdict: right\n", r"passed, failed or not tried, got 'right'\. Add", id="unknown_verdict"),
    pytest.param("# verdict: failed\n# hint: no\n", r"got 'hint'\. Correct", id="unknown_key"),
    pytest.param("# verdict: failed\n# verdict: passed\n", r"at most once, got 'verdict'\. Correct", id="twice"),
    pytest.param("# verdict: failed\n# points: half\n", r"from 0 to 1, a share, got 'half'", id="points"),
    pytest.param("# verdict: failed\n# points: 2\n", r"from 0 to 1, a share, got '2'", id="too_many_points"),
    pytest.param("# verdict: failed\n# seed: x\n", r"whole numbers, parted by commas, got 'x'", id="seed"),
    pytest.param("# verdict: passed\n# misconception: x\n", r"only where it is failed, got 'passed'", id="not_wrong"),
])
def test_a_fault_names_the_file_and_what_to_do(tmp_path, notes, words):
    with pytest.raises(AnswerError, match=r"^fraud/mine\.py: expected .*" + words):
        read_answers(write(tmp_path, notes))


def test_a_folder_must_be_named_after_a_question(tmp_path):
    with pytest.raises(AnswerError, match=r"folder named after a question, got 'freud'\. Rename the folder, or"):
        read_answers(write(tmp_path, "# verdict: passed\n", question="freud"))


def test_loading_gives_the_answers_in_the_questions_order(tmp_path):
    (answer,) = read_answers(write(tmp_path, "# verdict: passed\n"))
    ship_it, missed_share = load(answer)
    assert ship_it is False
    assert missed_share.item() == pytest.approx(0.88)


def test_loading_says_which_name_is_missing(tmp_path):
    (answer,) = read_answers(write(tmp_path, "# verdict: passed\n", "\nship_it = False\n"))
    with pytest.raises(AnswerError, match=r"the names ship_it, missed_share, got no missed_share\. Define it\."):
        load(answer)
