"""Lesson 6 as a learner runs it, from top to bottom, with the reference's work and with the released one."""
import ast
from pathlib import Path

import pytest
import torch
from sklearn.metrics import f1_score
from torch import nn

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
    says, targets = reference["test_says"], reference["y_test"]
    assert f1_score(targets, says, average="macro") == pytest.approx(reference["test_f1"])
    assert reference["test_f1"] > capstone.GOOD - 0.04  # on 600 digits, chance alone moves it by 0.03
    assert reference["splits"].test.looks == 1
    assert abs(reference["worn_f1"] - reference["test_f1"]) < 0.08


def test_practice_earns_nothing_however_good_it_is(reference, baseline):
    for names in (reference, baseline):
        assert float(names["result"]) == 0 and names["result"].result.outcome == "practice"


def test_the_released_work_runs_and_is_no_better_than_the_recipe(baseline):
    assert baseline["worn_f1"] < 0.25
    assert baseline["splits"].test.looks == 0  # whoever runs all cells has not broken the seal


def test_an_early_cut_and_four_measured_numbers_pay(reference):
    cuts, recipe = reference["cuts"], reference["recipe"]
    assert recipe["worn"] < 0.16 < 0.7 < recipe["clean"]
    assert recipe["worn"] < cuts["pooled end"] < cuts["early cut"] < capstone.GOOD


def test_none_of_the_three_gets_past_a_fifth_alone(baseline):
    def score(see, x):
        f = see(x)
        head = nn.Sequential(nn.BatchNorm1d(f.shape[1], affine=False), nn.Linear(f.shape[1], 10)).to(f.device)
        baseline["train_head"](head, f, baseline["y_few"])
        return baseline["judge"](head, see, *baseline["splits"].worn)

    cut = nn.Sequential(baseline["early"], nn.Flatten())
    assert score(baseline["ways"]["pooled end"], baseline["x_few"]) < 0.2  # cleaned up
    assert score(baseline["pooled"], baseline["x_by_hand"]) < 0.2  # imitated
    assert score(lambda x: cut(baseline["prepared"](x, side=28)), baseline["x_few"]) < 0.2  # cut early
    assert baseline["cuts"]["early cut"] > 0.5  # all three


def test_work_and_demonstrations_give_the_same_figures_whoever_did_the_work(reference, baseline):
    for name in ("recipe", "cuts", "overfit", "leak"):
        assert reference[name] == baseline[name]
