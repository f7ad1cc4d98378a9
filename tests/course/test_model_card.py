"""The model card's figures are scikit-learn's, its gaps say what belongs there, and its text can be pasted."""
import re

import numpy as np
import pytest
import torch
from nbconvert.filters import markdown2html
from sklearn.dummy import DummyClassifier
from sklearn.metrics import f1_score, precision_recall_fscore_support

from course import runs
from course.data import Sealed, breast_cancer
from course.runs import log as tried

WORDS = {"purpose": "Sorts photos of my mugs.", "data": "Forty photos.", "limits": "Only my kitchen."}


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(tried, "_unsaved", {})
    for name in ("NBGRADER_EXECUTION", "COURSE_GRADING_SEED"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def table_of(text: str) -> list[list[str]]:
    return [re.split(r" ?(?<!\\)\| ?", line)[1:-1] for line in text.splitlines() if line.startswith("|")][2:]


@pytest.mark.parametrize("convert", [torch.tensor, np.array, list])
def test_figures_are_those_of_scikit_learn(convert):
    random = np.random.default_rng(0)
    targets = random.integers(0, 4, 200)
    predictions = np.where(random.random(200) < 0.7, targets, random.integers(0, 4, 200))
    card = runs.model_card(convert(targets.tolist()), convert(predictions.tolist()), ["a", "b", "c", "d"], **WORDS)
    for row, *due in zip(table_of(card.text), *precision_recall_fscore_support(targets, predictions)):
        assert row[1:] == [*(f"{value:.2f}" for value in due[:3]), str(due[3])]
    dummy = DummyClassifier(strategy="most_frequent").fit(targets[:, None], targets).predict(targets[:, None])
    assert f"Macro-F1 {f1_score(targets, predictions, average='macro'):.3f} on 200 examples" in card.text
    assert f"gets {f1_score(targets, dummy, average='macro', zero_division=0):.3f}." in card.text
    assert "write here" not in card.text.replace("*write here: how many things you tried; no try was noted*", "")


def test_the_best_and_the_worst_class_are_named():
    card = runs.model_card([0, 0, 1, 1, 2, 2], [0, 0, 1, 2, 2, 0], ["cat", "dog", "cow"])
    assert "Best class: cat, F1 0.80. Worst: cow, F1 0.50." in card.text
    assert "All classes have the same F1." in runs.model_card([0, 1], [0, 1], "ab").text


def test_a_class_without_examples_has_a_dash_and_counts_as_zero():
    card = runs.model_card([0, 0, 1], [0, 0, 1], ["a", "b", "never"])
    assert table_of(card.text)[2] == ["never", "–", "–", "0.00", "0"]
    assert "Macro-F1 0.667 on 3" in card.text and "All classes have the same F1." in card.text


def test_gaps_say_what_to_write_and_words_fill_them():
    empty, full = (runs.model_card([0, 1], [0, 1], "ab", **words) for words in ({}, WORDS))
    assert empty.text.count("*write here: ") == 4
    assert all(text in full.text for text in WORDS.values()) and full.text.count("*write here: ") == 1
    assert empty._repr_markdown_() == empty.text == repr(empty)


def test_tries_and_looks_come_from_what_was_noted(capsys):
    runs.note("as given", macro_f1=0.62)
    runs.note("halfway_cut", macro_f1=0.71)
    runs.note("elsewhere", macro_f1=0.99, log="lesson-4")
    test = Sealed("capstone", torch.zeros(2, 1), torch.zeros(2))
    test.open()
    test.open()
    text = runs.model_card([0, 1], [0, 1], "ab").text
    assert r"2 noted tries. The best is try 2, halfway\_cut, with macro-F1 0.710" in text
    assert "2 looks at the sealed set capstone." in text
    other = runs.model_card([0, 1], [0, 1], "ab", log="lesson-4").text
    assert "One noted try. The best is try 1, elsewhere" in other


def test_names_cannot_end_a_cell_or_make_markup():
    names = ["a|b", "<script>alert(1)</script>", "**x**\n\n# y", "", "[l](javascript:alert(1))", 7]
    text = runs.model_card(range(6), range(6), names).text
    rows = table_of(text)
    assert len(rows) == 6 and all(len(row) == 5 for row in rows)
    page = markdown2html(text)
    assert page.count("<tr>") == 7 and rows[5][0] == "7"
    assert not [tag for tag in ("<script", "<a ", "<h1") if tag in page] and page.count("<strong>") == 5


@pytest.mark.parametrize(("targets", "predictions", "message"), [
    ([0, 1], [0, 1, 1], "got 3 predictions and 2 targets"),
    ([0, 1], torch.zeros(2, 2), r"predictions as whole numbers from 0 to 1.* got shape \(2, 2\). Take `logits.argmax"),
    ([0, 1], [0.2, 0.8], r"predictions as whole numbers.* got shape \(2,\) and float64"),
    ([0, 1], [0, 2], "got 0 to 2 for 2 names"),
    ([-1, 1], [0, 1], "targets as whole numbers.* got -1 to 1"),
    ([], [], "targets as whole numbers.* got none"),
    (["a", "b"], [0, 1], "targets as whole numbers"),
    ([[0], [1, 2]], [0, 1], "targets as whole numbers"),
    (None, [0, 1], "targets as whole numbers"),
    ([True, False], [0, 1], "targets as whole numbers.* bool"),
])
def test_what_are_no_classes_is_refused_with_what_to_do(targets, predictions, message):
    with pytest.raises(ValueError, match=message):
        runs.model_card(targets, predictions, "ab")


def test_the_example_is_complete_and_its_figures_are_one_confusion_matrix():
    text = runs.example_card().text
    assert "write here" not in text and text == runs.example_card().text
    rows = {name: (float(precision), float(recall), float(f1), int(n)) for name, precision, recall, f1, n in
            table_of(text)}
    y = breast_cancer().y
    sizes = [int(n) for n in re.search(r"into (\d+) to train, (\d+) to choose .* and (\d+) to judge", text).groups()]
    assert sum(sizes) == len(y) and sum(row[3] for row in rows.values()) == sizes[2]
    assert rows["malignant"][3] == pytest.approx(y.mean().item() * sizes[2], abs=1)
    missed, n = map(int, re.search(r"missed (\d+) of (\d+) malignant", text).groups())
    assert n == rows["malignant"][3] and rows["malignant"][1] == round(1 - missed / n, 2)
    macro = float(re.search(r"Macro-F1 ([\d.]+)", text)[1])
    assert macro == pytest.approx(sum(row[2] for row in rows.values()) / 2, abs=0.006) and macro > 0.9
