"""Lesson 5's questions agree with scikit-learn and torchmetrics, and their inputs hold what they are meant to hold."""
import contextlib
import json
import re

import numpy as np
import pytest
import torch
from sklearn.dummy import DummyClassifier
from sklearn.metrics import accuracy_score, confusion_matrix, f1_score, precision_recall_curve, recall_score
from sklearn.preprocessing import StandardScaler
from torchmetrics.functional.classification import multiclass_confusion_matrix, multiclass_f1_score

from course import state
from course.checking.facts import describe
from course.keys import find_key
from course.keys.metrics.rebuild import judge_matrix
from grader.lessons.copies import find_lessons
from grader.lessons.text import read_lesson, released

SEEDS = (0, 1, 2, 3, 1234)


def solution_of(question, place=0):
    return find_key(question).solutions[place]


@pytest.mark.parametrize("seed", SEEDS)
def test_confusion_is_scikit_learns_and_torchmetrics(seed):
    solution = solution_of("confusion")
    for targets, predictions, n_classes in solution.answer.inputs(seed):
        ours = solution.right(targets, predictions, n_classes).tolist()
        assert ours == confusion_matrix(targets, predictions, labels=range(n_classes)).tolist()
        assert ours == multiclass_confusion_matrix(predictions, targets, n_classes).tolist()


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("place", "average"), list(enumerate(("macro", "micro", "weighted"))))
def test_averages_are_scikit_learns_and_torchmetrics(seed, place, average):
    solution = solution_of("averages", place)
    for batches, n_classes in solution.answer.inputs(seed):
        targets, says = (torch.cat(parts) for parts in zip(*batches))
        ours = solution.right(batches, n_classes)
        assert ours == pytest.approx(f1_score(targets, says, average=average, zero_division=0))
        assert ours == pytest.approx(f1_score(targets, says, labels=range(n_classes), average=average, zero_division=0))
        assert ours == pytest.approx(multiclass_f1_score(says, targets, n_classes, average).item(), rel=1e-5)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_class_is_never_predicted_and_one_only_predicted(seed):
    batches, n_classes = solution_of("averages").answer.inputs(seed)[1]
    targets, says = (torch.cat(parts).bincount(minlength=n_classes) for parts in zip(*batches))
    assert (targets > 0).tolist() == [True, True, True, True, False]
    assert says[2] == 0 < says[4]


@pytest.mark.parametrize("seed", SEEDS)
def test_baseline_is_scikit_learns(seed):
    share, beats = find_key("paradox").solutions
    for (labels,) in share.answer.inputs(seed):
        dummy = DummyClassifier(strategy="most_frequent").fit(labels[:, None], labels)
        assert share.right(labels) == pytest.approx(dummy.score(labels[:, None], labels))
    for says, labels in beats.answer.inputs(seed):
        assert beats.right(says, labels) == (accuracy_score(labels, says) > share.right(labels))


@pytest.mark.parametrize("seed", range(20))
def test_highest_threshold_is_scikit_learns(seed):
    solution = solution_of("pick-threshold")
    for scores, labels, least in solution.answer.inputs(seed):
        _, recall, thresholds = precision_recall_curve(labels["validation"], scores["validation"])
        assert solution.right(scores, labels, least) == pytest.approx(thresholds[recall[:-1] >= least].max())


@pytest.mark.parametrize("seed", SEEDS)
def test_split_keeps_groups_together_and_scales_as_scikit_learn(seed):
    solution = solution_of("leak")
    for groups, x, held_out, chosen_seed in solution.answer.inputs(seed):
        train, held, scaled = solution.right(groups, x, held_out, chosen_seed)
        assert not set(groups[train].tolist()) & set(groups[held].tolist())
        assert sorted([*train.tolist(), *held.tolist()]) == list(range(len(groups)))
        assert len(groups[held].unique()) == held_out * len(groups.unique())
        theirs = StandardScaler().fit(x[train]).transform(x) * (1 - 1 / len(train)) ** 0.5  # it divides by n, not n - 1
        np.testing.assert_allclose(scaled, theirs, rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize("seed", SEEDS)
def test_best_epoch_is_numpys_and_not_always_the_same(seed):
    solution = solution_of("overfit")
    best = [solution.right(*case) for case in solution.answer.inputs(seed)]
    assert best == [int(np.argmin(val_loss)) for _, val_loss in solution.answer.inputs(seed)]
    assert len(set(best)) >= 3


def test_verdicts_come_in_another_order_with_each_seed():
    solution = solution_of("verdict")
    words = {tuple(solution.right(*case) for case in solution.answer.inputs(seed)) for seed in range(20)}
    assert len(words) == 20
    assert {word for order in words for word in order} == {"good", "bad", "unclear"}
    assert solution.right(0.98, 0.5, 0.12) == "bad"


@pytest.mark.parametrize("matrix", [
    pytest.param([[12, 88], [112, 9788]], id="both figures"), pytest.param([[3, 22], [0, 1075]], id="smallest"),
    pytest.param([[12, 88], [98, 9802]], id="accuracy a little off"),
    pytest.param([[13, 88], [112, 9788]], id="recall off"),
    pytest.param([[12, 112], [88, 9788]], id="transposed"), pytest.param([[119, 881], [1119, 97881]], id="at the edge"),
    pytest.param([[0, 0], [2, 98]], id="no frauds"),
])
def test_a_table_is_right_when_scikit_learns_figures_are(matrix):
    actual, says, counts = [1, 1, 0, 0], [1, 0, 1, 0], [count for row in matrix for count in row]
    accuracy = accuracy_score(actual, says, sample_weight=counts)
    recall = recall_score(actual, says, sample_weight=counts, zero_division=0)
    is_right = abs(accuracy - 0.98) <= 0.001 + 1e-9 and abs(recall - 0.12) <= 0.001 + 1e-9
    score = judge_matrix(describe(torch.tensor(matrix)), 0)
    assert score.share == (1.0 if is_right else 0.0)
    assert is_right or f"{accuracy:.4f}" in score.message


@pytest.mark.parametrize("given", [
    pytest.param([[True, False], [False, True]], id="truth values"), pytest.param([], id="empty"),
    pytest.param([[1, 2], [3]], id="ragged"), pytest.param([["12", "88"], ["112", "9788"]], id="texts"),
    pytest.param([[float("inf"), 88], [112, 9788]], id="infinite"), pytest.param(98, id="one number"),
])
def test_what_is_no_table_of_counts_earns_nothing_and_is_told_so(given):
    score = judge_matrix(describe(given), 0)
    assert score.share == 0.0 and score.message


@pytest.fixture(scope="module")
def learners_copy(tmp_path_factory):
    """Names and folder of the learner's copy, all its cells run, whatever raises: no question is answered."""
    folder, names = tmp_path_factory.mktemp("copy"), {}
    threads = torch.get_num_threads()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        cells = [cell for cell in released(read_lesson(find_lessons()["05_metrics"])).cells if cell.cell_type == "code"]
        for cell in cells:
            with contextlib.suppress(Exception):
                exec(cell.source, names)
        yield names, folder, {cell.source for cell in cells}
    torch.set_num_threads(threads)


def test_run_all_on_the_learners_copy_leaves_the_test_set_sealed(learners_copy):
    names, folder, _ = learners_copy
    assert names["sealed"].looks == 0 and state.read("looks", folder) == {}
    assert len(names["last_scores"]) == 1000 and "shown" in names  # the rehearsal, and what comes after it


def test_a_learner_who_is_ready_takes_one_look(learners_copy):
    names, folder, sources = learners_copy
    (look,) = (source for source in sources if "sealed.open()" in source)
    exec(look, names | {"ready": True})
    assert json.loads((folder / state.FILE).read_text())["looks"] == {"lesson 5: is it a 9?": 1}


def test_no_table_in_the_text_answers_rebuild():
    text = "\n".join(cell.source for cell in released(read_lesson(find_lessons()["05_metrics"])).cells)
    for row in re.findall(r"\[\[\d[\d, ]*\], \[[\d, ]*\]\]", text):
        assert judge_matrix(describe(json.loads(row)), 0).share == 0
