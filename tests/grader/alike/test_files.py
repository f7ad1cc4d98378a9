"""Equal files, and predictions: equal right answers say nothing, equal mistakes do."""
from __future__ import annotations

import random

from course.capstone import to_text
from grader.alike.answers import Learner
from grader.alike.content import identify
from grader.alike.files import compare_predictions, find_equal_files, read_mistakes

DIGITS = "00c0ffee"
LABELS = [i * 7 % 10 for i in range(1000)]
HARD = range(0, 1000, 12)  # digits that everybody takes for the same other one


def predicting(name: str, share_wrong: float, seed: int, text=lambda text: text) -> Learner:
    import torch

    lot = random.Random(seed)
    said = [(label + lot.randint(1, 9)) % 10 if lot.random() < share_wrong else label for label in LABELS]
    for i in HARD:
        said[i] = (LABELS[i] + 1) % 10
    return Learner(name, predictions=text(to_text(DIGITS, torch.tensor(said))).encode())


def having(name: str, files: dict[str, bytes]) -> Learner:
    return Learner(name, files={path: identify(path, content) for path, content in files.items()})


def compared(*learners: Learner) -> dict:
    return compare_predictions(learners, DIGITS, LABELS)


def test_equal_mistakes_are_found_however_they_are_written():
    class_ = [predicting(f"l{i}", 0.15, i) for i in range(10)]
    again = predicting("x", 0.15, 3, lambda text: text.replace("\n", ".0\r\n").replace(f"{DIGITS}.0", DIGITS))
    named = predicting("y", 0.15, 3, lambda text: text.replace("\n", "\n# nickname: Y\n", 1))
    assert set(compared(*class_, again, named)) == {("l3", "x"), ("l3", "y"), ("x", "y")}


def test_a_few_changed_digits_hide_nothing():
    class_ = [predicting(f"l{i}", 0.15, i) for i in range(10)]
    lines = class_[3].predictions.decode().splitlines()
    lines[5:900:60] = ["0"] * len(lines[5:900:60])
    changed = Learner("x", predictions="\n".join(lines).encode())
    (pair, (equal, fewer)), = compared(*class_, changed).items()
    assert pair == ("l3", "x") and 100 < equal <= fewer < 300


def test_two_who_are_nearly_always_right_are_no_pair_though_their_files_are_equal():
    class_ = [predicting(f"l{i}", 0.15, i) for i in range(10)]
    perfect = [predicting(name, 0.0, 0) for name in ("p", "q")]
    assert perfect[0].predictions == perfect[1].predictions and not compared(*class_, *perfect)


def test_predictions_of_other_digits_and_what_is_no_file_of_them_make_no_pair():
    for text in ("", "digits_00c0ffee\n7\n", "digits_deadbeef\n" + "3\n" * 1000, "\0" * 100, "digits_00c0ffee\nnan\n"):
        assert read_mistakes(text.encode(), DIGITS, LABELS) == frozenset()
    hostile = ("digits_00c0ffee\n" + "nan\n" * 500 + "1e300\n" * 500).encode()
    assert not compared(*[Learner(name, predictions=hostile) for name in "ab"])


def test_equal_files_are_found_in_any_order_and_under_any_name():
    table = "id,label\n" + "".join(f"{i},{i % 3}\n" for i in range(40))
    turned = "\r\n".join(reversed([line + ".0" if line[0].isdigit() else line for line in table.split("\n") if line]))
    short, picture = b"id,label", bytes(range(200))
    files = {"a": {"labels.csv": table.encode()}, "b": {"mine/out.csv": turned.encode()}, "c": {"labels.csv": short},
             "d": {"labels.csv": short}, "e": {"p.png": picture}, "f": {"q.png": picture}}
    found = find_equal_files([having(name, own) for name, own in files.items()])
    assert found == {("a", "b"): [("labels.csv", "mine/out.csv")], ("e", "f"): [("p.png", "q.png")]}


def test_a_file_that_a_third_of_the_class_has_explains_itself():
    given = {"data.csv": b"1,2,3,4\n" * 9 + b"5,6,7,8,9,10,11,12,13,14,15,16,17,18"}
    assert not find_equal_files([having(str(i), given if i < 9 else {}) for i in range(20)])
