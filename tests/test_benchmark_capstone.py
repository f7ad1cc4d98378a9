"""The benchmark of the capstone: each row leaves out one idea, and points follow the bands."""
import importlib.util
from pathlib import Path

import pytest
import torch

from course import capstone
from course.data.shifted import digits_id
from course.keys.capstone.scanner import scanned

PATH = Path(__file__).resolve().parent.parent / "benchmarks" / "capstone.py"
spec = importlib.util.spec_from_file_location("benchmark_of_the_capstone", PATH)
benchmark = importlib.util.module_from_spec(spec)
spec.loader.exec_module(benchmark)


def test_each_row_leaves_out_one_idea_of_the_reference_or_adds_one():
    rows, reference = dict(benchmark.ROWS), benchmark.Ideas()
    assert rows.pop("all ideas") == reference
    assert not any(rows.pop("only RandomAffine(15)")) and rows.pop("nothing") is None
    changed = {name: [field for field in reference._fields if getattr(ideas, field) != getattr(reference, field)]
               for name, ideas in rows.items()}
    assert changed == {f"{'without' if getattr(reference, field) else 'and'} {field}": [field]
                       for field in reference._fields}


@pytest.mark.parametrize(("f1", "points"), [(0.1, 0), (capstone.BAD, 0), (capstone.GOOD, 16), (1, 16),
                                            ((capstone.BAD + capstone.GOOD) / 2, 8)])
def test_points_follow_the_bands(f1, points):
    assert benchmark.points(f1) == pytest.approx(points)


def test_the_table_names_what_was_measured(capsys):
    benchmark.show({"all ideas": {"macro_f1": [0.86, 0.88], "mean": 0.87, "points": 16.0}})
    assert "0.870" in (said := capsys.readouterr().out) and "16.0" in said and "0.860  0.880" in said


def test_it_is_judged_by_digits_that_nobody_learns_from():
    assert len({digits_id(seed) for seed in (0, *benchmark.CLASSES)}) == 3  # neither practice nor one another
    torch.manual_seed(0)
    worn = benchmark.imitated(capstone.given().train.x[:8], benchmark.Ideas())
    assert worn.shape == (8, 1, 28, 28) and 0 <= worn.min() and worn.max() <= 1
    assert abs(worn.mean() - scanned(5).x.mean()) < 0.15
