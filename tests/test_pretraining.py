"""The benchmark of pretraining learns from what it says, and is judged on what it hasn't seen."""
import importlib.util
from pathlib import Path

import pytest
import torch

PATH = Path(__file__).resolve().parent.parent / "benchmarks" / "pretraining.py"
spec = importlib.util.spec_from_file_location("benchmark_of_pretraining", PATH)
pretraining = importlib.util.module_from_spec(spec)
spec.loader.exec_module(pretraining)


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
