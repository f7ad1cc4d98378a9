"""The benchmark of pretraining learns from what it says, and is judged on what it hasn't seen."""
import importlib.util
from pathlib import Path

import pytest
import torch

from course import data

BENCHMARKS = Path(__file__).resolve().parent.parent / "benchmarks"


def read_benchmark(name):
    spec = importlib.util.spec_from_file_location(f"benchmark_of_{name}", BENCHMARKS / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


pretraining = read_benchmark("pretraining")


@pytest.mark.parametrize("kind", pretraining.PICTURES)
def test_no_picture_is_in_two_splits(kind):
    splits = pretraining.PICTURES[kind].splits(3, 100)
    assert [y.bincount().tolist() for _, y in splits] == [[100] * 10, [20] * 10, [50] * 10]
    pictures = torch.cat([x.flatten(1) for x, _ in splits])
    pictures = pictures[pictures.amax(dim=1) > pictures.amin(dim=1)]  # a corner of the retina's black border is blank
    assert len(pictures.unique(dim=0)) == len(pictures) > 1650


def test_fewer_examples_are_the_first_of_each_class():
    splits = pretraining.digit_splits(0, 20)
    few = pretraining.first(splits, 5)
    assert few.train[1].tolist() == [k for k in range(10) for _ in range(5)]
    assert all(torch.equal(few.train[0][few.train[1] == k], splits.train[0][splits.train[1] == k][:5])
               for k in range(10))
    assert few.test is splits.test


def test_table_gives_mean_and_range():
    assert pretraining.summary([0.5, 0.75, 0.7]) == {"mean": 0.65, "min": 0.5, "max": 0.75}


@pytest.mark.parametrize("kind", pretraining.PICTURES)
def test_lesson_has_what_the_benchmark_measures(kind):
    source = (BENCHMARKS / "pretraining.py").read_text()
    for way, runs in data.PRETRAINING[kind].items():
        assert f'"{way}"' in source and tuple(runs) == pretraining.PER_CLASS
        assert {len(run) for run in runs.values()} == {len(pretraining.SEEDS)}
    frozen = data.PRETRAINING[kind]["Lite0 frozen, new head"][5]
    found = pretraining.summary(list(frozen))
    said = f"{found['mean']:.2f} ({found['min']:.2f}–{found['max']:.2f})"
    assert data.pretraining_table(kind).loc["Lite0 frozen, new head", "5 per class"] == said


def test_no_table_of_what_was_not_measured():
    with pytest.raises(ValueError, match="expected one of photographs, digits, got 'cats'. Correct the name."):
        data.pretraining_table("cats")


@pytest.mark.prove
def test_one_cell_of_the_table_is_measured_again():
    found = pretraining.measure("photographs", 0, (5,))  # without the larger sizes, other crops are drawn
    for way in ("small CNN from scratch", "Lite0 frozen, new head"):
        runs = data.PRETRAINING["photographs"][way][5]
        assert min(runs) - 0.1 < found[way][5] < max(runs) + 0.1
    assert found["Lite0 frozen, new head"][5] > found["small CNN from scratch"][5] + 0.05


@pytest.mark.prove
def test_what_freezing_buys_is_measured_again():
    found = read_benchmark("freezing").measure()
    assert list(found) == list(data.FREEZING)
    for name, (accuracy, _) in found.items():
        assert accuracy == pytest.approx(data.FREEZING[name][0], abs=0.05)
