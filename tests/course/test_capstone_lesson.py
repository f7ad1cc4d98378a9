"""Lesson 6 as a learner runs it, from top to bottom, with the reference's work and with the released one."""
import ast
from pathlib import Path

import pytest
import torch
from sklearn.metrics import f1_score

from course import capstone
from grader.lessons.text import read_lesson, released

SOURCE = Path(__file__).parents[2] / "notebooks" / "source" / "06_capstone.py"
pytestmark = [pytest.mark.slow, pytest.mark.prove]


def run(notebook, folder):
    """Run all cells in a folder of its own and return the names that they define, and what the check returned."""
    names, threads = {}, torch.get_num_threads()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("COURSE_CACHE", str(folder / "cache"))
        for cell in notebook.cells:
            source = f"result = {cell.source}" if cell.source.startswith("check(") else cell.source
            if cell.cell_type == "code":
                exec(compile(ast.parse(source), f"cell {cell.id}", "exec"), names)
    torch.set_num_threads(threads)
    return names


@pytest.fixture(scope="module")
def reference(tmp_path_factory):
    return run(read_lesson(SOURCE), tmp_path_factory.mktemp("reference"))


@pytest.fixture(scope="module")
def baseline(tmp_path_factory):
    return run(released(read_lesson(SOURCE)), tmp_path_factory.mktemp("released"))


def test_the_reference_lands_in_the_good_band_after_one_look(reference):
    assert float(reference["result"]) == 16
    says, targets = reference["test_says"], reference["y_test"]
    assert f1_score(targets, says, average="macro") == pytest.approx(reference["test_f1"])
    assert reference["test_f1"] > 0.82
    assert reference["splits"].test.looks == 1
    assert abs(reference["best"]["score"] - reference["test_f1"]) < 0.05


def test_the_released_work_runs_and_earns_a_few_points(baseline):
    assert 0 < float(baseline["result"]) < 8
    assert baseline["best"]["score"] < capstone.GOOD - 0.1
    assert baseline["splits"].test.looks == 0  # whoever runs all cells has not broken the seal


def test_a_look_at_the_bands_without_training_on_shifted_digits(reference):
    pooled, placed = reference["shift_cost"].values()
    assert pooled["shifted"] < 0.3 < placed["shifted"] < capstone.GOOD and min(pooled["clean"], placed["clean"]) > 0.75
    head, (_, features) = reference["rare_head"], reference["views"]["shifted"]
    with torch.no_grad():
        says = head.eval()(features).argmax(dim=1)
    assert f1_score(reference["y_held"], says, average="macro") == pytest.approx(reference["without_nines"])


def test_work_and_demonstrations_give_the_same_figures_whoever_did_the_work(reference, baseline):
    for name in ("shift_cost", "honest", "leaked", "two_nines", "all_nines"):
        assert reference[name] == baseline[name]


def test_no_digit_is_in_two_splits(reference):
    splits, kept = reference["splits"], []
    for x in (splits.train.x, splits.validation.x):
        kept.append({picture.numpy().tobytes() for picture in x})
    assert len(kept[0]) == 2400 and len(kept[1]) == 800 and not kept[0] & kept[1]
