"""The capstone's doors: files that are read, written and refused, and predictions judged by macro-F1."""
import json
import random
import re

import numpy as np
import pytest
import torch
from sklearn.metrics import f1_score
from torchmetrics.functional import f1_score as torchmetrics_f1

from course import capstone
from course.capstone import (
    BAD,
    DIGITS,
    GOOD,
    PREDICTIONS,
    Predictions,
    Unreadable,
    from_text,
    hand_in,
    macro_f1,
    to_text,
)
from course.cards import card
from course.check_cell import check, rehearsing
from course.checking.facts import describe
from course.checking.judge import judge
from course.checking.probe import probe
from course.data.shifted import N_SHIFTED, digits_id, shown_labels
from course.keys import find_key
from course.keys.capstone.predictions import rehearse_predictions, score_predictions
from course.keys.capstone.scanner import scanned
from course.keys.capstone.worn_file import pack_digits

KEY = find_key("capstone")
CLASS = 2**40 + 7  # a seed that grading could draw
PRACTICE = capstone.Unlabelled(digits_id(0), torch.zeros(N_SHIFTED, 1, 28, 28))


@pytest.fixture(autouse=True)
def beside_the_notebook(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("NBGRADER_EXECUTION", "COURSE_GRADING_SEED"):
        monkeypatch.delenv(name, raising=False)


def judged(given, seed=CLASS, points=16.0):
    facts = json.loads(json.dumps(probe(KEY.question, (given,), seed), allow_nan=False))
    return judge(KEY, facts, seed, points)


def rehearsed(given):
    """What the learner's own check finds."""
    facts = json.loads(json.dumps(probe(KEY.question, (given,), 0), allow_nan=False))
    return judge(rehearsing(KEY), facts, 0, 16.0)


def with_errors(share, seed=CLASS):
    """Predictions of which about this share is wrong, spread over all classes."""
    labels = shown_labels(seed)
    wrong = torch.from_numpy(np.random.default_rng(1).random(N_SHIFTED) < share)
    return Predictions(digits_id(seed), torch.where(wrong, (labels + 3) % 10, labels))


@pytest.mark.parametrize("n_classes_there", [10, 6, 1])
def test_macro_f1_is_that_of_scikit_learn_and_torchmetrics(n_classes_there):
    generator = torch.Generator().manual_seed(n_classes_there)
    for _ in range(5):
        targets, said = (torch.randint(n_classes_there, (60,), generator=generator) for _ in range(2))
        expected = f1_score(targets, said, labels=range(10), average="macro", zero_division=0)
        assert macro_f1(targets, said) == pytest.approx(expected)
        if n_classes_there == 10:
            assert macro_f1(targets, said) == pytest.approx(
                torchmetrics_f1(said, targets, task="multiclass", num_classes=10, average="macro").item())


def test_points_rise_in_proportion_between_the_bands():
    labels = shown_labels(CLASS)
    results = [(macro_f1(labels, with_errors(share).classes), judged(with_errors(share)))
               for share in (0, 0.05, 0.2, 0.25, 0.3, 0.35, 0.5)]
    for f1, result in results:
        due = 16 * min(max((f1 - BAD) / (GOOD - BAD), 0), 1)
        assert due - 0.16 <= result.points <= due
        assert (result.outcome == "passed") == (f1 >= GOOD) and f"macro-F1 is {f1:.3f}" in result.message
    assert sorted((result.points for _, result in results), reverse=True) == [result.points for _, result in results]
    assert len({result.points for _, result in results}) >= 5


def test_a_partly_right_answer_is_told_what_lifts_it():
    result = judged(with_errors(0.3))
    assert result.outcome == "failed" and 0 < result.points < 16 and "200 worn ones with labels" in result.hint


def test_predictions_of_a_class_can_only_be_looked_at_by_its_learners(capsys):
    result = rehearsed(with_errors(0.3))
    assert (result.outcome, result.points) == ("ready", 0) and "instructor grades" in result.message
    assert float(check("capstone", with_errors(0.3), points=16)) == 0.0
    assert rehearsed(Predictions(digits_id(CLASS), torch.ones(N_SHIFTED))).misconception == "labels-as-floats"
    assert rehearsed(Predictions("somewhere else", shown_labels(0))).misconception == "other-digits"


@pytest.mark.parametrize("share", [0, 0.1, 0.3, 0.8])
def test_practice_is_told_coarsely_and_earns_nothing(share, capsys):
    result = rehearsed(with_errors(share, seed=0))
    (told,) = re.findall(r"about (0\.\d\d|1\.00)\.", result.message)
    f1 = macro_f1(shown_labels(0)[:300], with_errors(share, seed=0).classes[:300])
    assert (result.outcome, result.points) == ("practice", 0) and "earns nothing" in result.message
    assert float(told) * 20 == pytest.approx(round(float(told) * 20)) and abs(float(told) - f1) <= 0.025
    assert bool(result.hint) == (share > 0.1)  # who is far from the good band is told what lifts
    points = check("capstone", with_errors(share, seed=0), points=16)
    for said in (card.text(points.result), card.html(points.result), points._repr_mimebundle_()["text/html"]):
        assert "of 16" not in said and "16 points" not in said and "earns nothing" in said
    assert float(points) == 0


def test_practice_says_nothing_of_the_digits_beyond_its_part():
    good = with_errors(0, seed=0)
    spoilt = good._replace(classes=torch.cat([good.classes[:300], (good.classes[300:] + 1) % 10]))
    assert rehearsed(good).message == rehearsed(spoilt).message


def test_practice_predictions_earn_nothing_in_a_class():
    assert judged(with_errors(0, seed=0)).misconception == "other-digits"


def test_no_card_shows_points_where_nobody_knows_them():
    result = rehearsed(with_errors(0.3))
    assert "of 16" not in card.text(result) and "up to 16 points when graded" in card.text(result)


def test_a_forged_id_gains_nothing():
    forged = Predictions(digits_id(CLASS), with_errors(0, seed=0).classes)
    assert judged(forged).points == 0 and judged(forged).misconception == "chance"


@pytest.mark.parametrize(("running", "points"), [("autograde", 0.0), ("validate", 16.0)])
def test_a_bare_nbgrader_gives_no_points_for_what_it_cannot_know_and_no_complaint(monkeypatch, running, points):
    monkeypatch.setenv("NBGRADER_EXECUTION", running)
    assert float(check("capstone", with_errors(0.3), points=16)) == points
    assert float(check("capstone", with_errors(0, seed=0), points=16)) == points  # practice: the labels are public


def test_hand_in_writes_what_is_read_again(capsys):
    assert capstone.read_predictions() is ...
    classes = shown_labels(0)
    forms = (classes, classes.tolist(), classes.numpy(), classes.to(torch.uint8), list(classes),
             classes.numpy()[::-1].copy()[::-1])
    for form in forms:
        hand_in(form, PRACTICE)
        digits, read = capstone.read_predictions()
        assert digits == digits_id(0) and torch.equal(read, classes)
    assert "Hand it in together with this notebook" in capsys.readouterr().out
    assert judged(capstone.read_predictions(), seed=0).outcome == "passed"


@pytest.mark.parametrize(("nickname", "line"), [
    ("Blue Heron", "# nickname: Blue Heron"), ("  a\n7\r\nb\x00\x1b[31m ", "# nickname: a 7 b[31m"),
    ("\u202eevil\u200b", "# nickname: evil"), ("x" * 100, "# nickname: " + "x" * 24), ("Zoë 🦉", "# nickname: Zoë 🦉"),
    ("digits_0a0a0a0a", "# nickname: digits_0a0a0a0a"), (7, "# nickname: 7"),
])
def test_a_nickname_is_one_short_line_that_grading_passes_over(nickname, line):
    hand_in(shown_labels(0), PRACTICE, nickname=nickname)
    assert PREDICTIONS.read_text(encoding="utf-8").splitlines()[:2] == [f"digits_{digits_id(0)}", line]
    digits, read = capstone.read_predictions()
    assert digits == digits_id(0) and torch.equal(read, shown_labels(0))


@pytest.mark.parametrize("nickname", ["", " \n ", "\u202e"])
def test_no_nickname_no_line(nickname):
    hand_in(shown_labels(0), PRACTICE, nickname=nickname)
    assert PREDICTIONS.read_text() == to_text(digits_id(0), shown_labels(0))


@pytest.mark.parametrize(("classes", "words"), [
    pytest.param(torch.zeros(N_SHIFTED, 10), r"shape \(1000, 10\) and float32\. .*argmax", id="logits"),
    pytest.param(torch.zeros(N_SHIFTED), r"float32\. A class is a whole number", id="floats"),
    pytest.param(torch.zeros(960).long(), r"shape \(960,\) .*one class for each digit", id="short"),
    pytest.param(torch.zeros(N_SHIFTED, 1).long(), r"shape \(1000, 1\)", id="column"),
    pytest.param(torch.full((N_SHIFTED,), 10), "10 at index 0", id="ten"),
    pytest.param([0] * 999 + [-1], "-1 at index 999", id="negative"),
    pytest.param([[1], [1, 2]], "not all numbers", id="ragged"), pytest.param("123", "shape|numbers", id="text"),
    pytest.param(torch.zeros(N_SHIFTED).bool(), "bool", id="bool"), pytest.param(None, "shape|numbers", id="none"),
])
def test_what_has_another_form_is_not_written(classes, words):
    with pytest.raises(ValueError, match=f"^hand_in: expected 1000 whole numbers from 0 to 9, got .*({words})"):
        hand_in(classes, PRACTICE)
    assert not PREDICTIONS.exists()


LINES = ["7"] * N_SHIFTED


@pytest.mark.parametrize(("text", "reason"), [
    pytest.param("", "line 1: expected 'digits_' and the digits' id, got ''", id="empty"),
    pytest.param("\n".join(LINES), "line 1: .* got '7'", id="no header"),
    pytest.param("\n".join(["digits_0a0a0a0a", "7", "seven", *LINES]), "line 3: expected one number, got 'seven'",
                 id="word"),
    pytest.param("\n".join(["digits_0a0a0a0a", *(f"{i},7" for i in range(1000))]), "line 2: .* got '0,7'", id="index"),
    pytest.param("\n".join(["digits_0a0a0a0a", "# nickname: A", "7", "x", *LINES]), "line 4: .* got 'x'", id="named"),
    pytest.param("\n".join(["digits_0a0a0a0a", "7", "# nickname: A", *LINES]), "line 3: .* got '# nickname: A'",
                 id="nickname elsewhere"),
    pytest.param("\n".join(["digits_0a0a0a0a", "", *LINES]), "line 2: .* got ''", id="gap"),
])
def test_a_broken_file_is_told_with_line_and_cause(text, reason):
    PREDICTIONS.write_text(text)
    result = judged(capstone.read_predictions())
    assert (result.outcome, result.points, result.misconception) == ("failed", 0, "broken-file")
    assert re.search(f"predictions.csv, {reason}", result.message)


@pytest.mark.parametrize(("raw", "words"), [
    pytest.param(b"\xff\xfe\x00bad", "expected a text file, got UnicodeDecodeError", id="bytes"),
    pytest.param(b"digits_0a0a0a0a\n" + b"7\n" * 600_000, "expected some kilobytes, got 1.2 MB", id="large"),
])
def test_a_file_that_is_no_text_or_too_large_is_named_too(raw, words):
    PREDICTIONS.write_bytes(raw)
    result = judged(capstone.read_predictions())
    assert result.misconception == "broken-file" and words in result.message


def test_a_folder_in_place_of_the_file_is_named_too():
    PREDICTIONS.mkdir()
    assert isinstance(capstone.read_predictions(), Unreadable)


def test_a_spreadsheets_marks_in_the_file_do_no_harm():
    right = Predictions(digits_id(CLASS), shown_labels(CLASS))
    PREDICTIONS.write_bytes(b"\xef\xbb\xbf" + to_text(*right).replace("\n", "\r\n").encode() + b"\r\n\r\n")
    assert judged(capstone.read_predictions()).outcome == "passed"
    assert from_text(to_text(*right).replace("\n7\n", "\n7.0\n")).classes.is_floating_point()


def test_digits_of_the_class_are_read_where_they_are_there_and_practice_ones_elsewhere(capsys):
    assert capstone.unlabelled().id == digits_id(0)
    assert "Practice digits" in capsys.readouterr().out
    DIGITS.write_bytes(pack_digits(CLASS))
    name, x = capstone.unlabelled()
    assert name == digits_id(CLASS) and "of your class" in capsys.readouterr().out
    assert torch.equal(x.mul(255).round(), scanned(CLASS).x.mul(255).round())
    assert pack_digits(CLASS) == DIGITS.read_bytes()


def test_predictions_made_before_the_classs_digits_came_are_pointed_out(capsys):
    hand_in(shown_labels(0), PRACTICE)
    capstone.read_predictions()
    assert "Only these count" not in capsys.readouterr().out
    DIGITS.write_bytes(pack_digits(CLASS))
    capstone.read_predictions()
    assert f"{digits_id(0)}, digits.npz holds {digits_id(CLASS)}. Only these count" in capsys.readouterr().out
    DIGITS.write_bytes(b"broken")
    assert capstone.read_predictions().digits == digits_id(0)


def test_the_file_of_digits_has_no_labels():
    DIGITS.write_bytes(pack_digits(CLASS))
    with np.load(DIGITS, allow_pickle=False) as file:
        assert set(file) == {"id", "x"} and file["x"].shape == (N_SHIFTED, 28, 28) and file["x"].dtype == np.uint8


@pytest.mark.parametrize("raw", [b"", b"PK half", b"\x93NUMPY"], ids=["empty", "cut", "other"])
def test_digits_that_cannot_be_read_are_named(raw):
    DIGITS.write_bytes(raw)
    with pytest.raises(ValueError, match="^digits.npz: expected the file that came with the lesson"):
        capstone.unlabelled()


def test_the_sealed_test_digits_are_worn_too(capsys):
    test = capstone.given().test
    x, y = test.open()
    assert x.shape == (600, 1, 28, 28) and y.bincount().tolist() == [60] * 10 and test.looks == 1
    assert (x == 0).float().mean() < 0.1 < 0.6 < (capstone.given().train.x == 0).float().mean()


def hostile_values():
    """Whatever a kernel could be made to report in place of predictions."""
    rng, good = random.Random(0), with_errors(0)
    yield from (float("nan"), "", "7" * 500, [], {}, [[]], [good], (good.digits,), (good.digits, good.digits),
                range(1000), torch.tensor(3), torch.zeros(0), torch.zeros(1000, 0), torch.full((1000,), float("nan")),
                torch.full((1000,), float("inf")), torch.zeros(1000, dtype=torch.complex64), [None] * 1000,
                [good.classes] * 3, Predictions("ok", [["1"]]), Unreadable(""),
                torch.zeros(20_000).long(), torch.zeros(2000, 10), list(range(2000)), [1.5] * 1000, {"a": 1}, object())
    for _ in range(20):
        yield [rng.choice([1, 2.0, "3", None, [4], good.classes]) for _ in range(1000)]


def test_no_value_breaks_the_judge_and_none_but_the_right_one_earns_points():
    for value in hostile_values():
        result = judged(value)
        assert (result.outcome, result.points) == ("failed", 0), describe(value)
        for score in (score_predictions, rehearse_predictions):
            assert 0 <= (score(describe(value), 0).share or 0) < 1
