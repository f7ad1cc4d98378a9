"""Scanned digits: labels from whole numbers alone, pictures far from their originals, names that tell nothing."""
import hashlib
import subprocess
import sys

import numpy as np
import pytest
import torch

from course.capstone import given
from course.check_cell import PUBLIC_SEED
from course.data import digits, worn
from course.data.shifted import (
    N_SHIFTED,
    PRACTICE,
    RESERVED,
    digits_id,
    shown_labels,
    shown_rows,
)
from course.keys.capstone.scanner import scan, scanned
from course.keys.capstone.worn_file import SEEDS


def test_practice_digits_are_those_of_the_public_check():
    assert PRACTICE == PUBLIC_SEED


def test_reserved_digits_are_a_hundred_of_each_and_in_no_split():
    x, y = digits()
    assert y[list(RESERVED)].bincount().tolist() == [100] * 10
    train, validation, labeled, test = given()
    reserved = {picture.numpy().tobytes() for picture in x[list(RESERVED)]}
    splits = [{picture.numpy().tobytes() for picture in split.x} for split in (train, validation)]
    assert not reserved & splits[0] and not reserved & splits[1] and not splits[0] & splits[1]
    assert [len(train.y), len(validation.y), len(labeled.y), len(test)] == [2400, 800, 200, 600]
    assert train.y.bincount().tolist() == [240] * 10 and validation.y.bincount().tolist() == [80] * 10
    assert labeled.y.bincount().tolist() == [20] * 10


def test_no_picture_belongs_to_two():
    """Not only rows: MNIST has no picture twice among these."""
    x, owners = digits().x, [*worn.rows(), torch.tensor(RESERVED)]
    pictures = [{picture.numpy().tobytes() for picture in x[rows]} for rows in owners]
    assert sum(map(len, pictures)) == len(set().union(*pictures)) == len(x)


@pytest.mark.parametrize("name", ["labeled", "test", "practice"])
def test_the_file_that_ships_is_what_the_scanner_makes(name):
    """Loosely: another version of a library may round a pixel in another way."""
    there = worn.scanned(name)
    made = scanned(PRACTICE).x if name == "practice" else scan(digits().x[getattr(worn.rows(), name)], SEEDS[name])
    assert there.shape == made.shape and (there - made).abs().max() < 0.1 and (there - made).abs().mean() < 1e-3


def test_the_file_that_ships_is_small_and_has_no_labels():
    assert worn.FILE.stat().st_size < 1_000_000
    with np.load(worn.FILE, allow_pickle=False) as file:
        assert set(file) == {"labeled", "test", "practice"} and all(file[name].dtype == np.uint8 for name in file)


def test_what_grading_kernels_import_cannot_call_the_scanner():
    code = ("import sys; sys.modules['course.keys'] = None; from course import capstone; capstone.given(); "
            "print([name for name in sys.modules if 'capstone.scanner' in name], hasattr(capstone, 'shift'))")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[] False"


def test_labels_of_a_seed_are_always_the_same():
    """Fixed here on purpose: were they to move with a version of anything, a class would be judged by other labels."""
    labels = shown_labels(12345)
    assert hashlib.sha256(bytes(labels.tolist())).hexdigest()[:16] == "986ed721c9b82f46"
    assert digits_id(12345) == "c6c2f0a8" and digits_id(PRACTICE) == "3338e6fa"


def test_labels_need_no_picture_and_hang_on_nothing_that_a_learner_may_set():
    code = ("import torch; torch.manual_seed(5); torch.set_default_dtype(torch.float64); "
            "from course.data.shifted import shown_labels; print(shown_labels(3).tolist())")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(shown_labels(3).tolist()) == str(scanned(3).y.tolist())


def test_a_seed_gives_the_same_pictures_and_another_seed_others():
    one, again, other = (scanned(seed) for seed in (3, 3, 4))
    assert torch.equal(one.x, again.x)
    assert not torch.equal(one.x, other.x) and not torch.equal(one.y, other.y)
    assert one.x.shape == (N_SHIFTED, 1, 28, 28) and one.x.dtype == torch.float32
    assert 0 <= one.x.min() and one.x.max() <= 1 and one.y.bincount(minlength=10).min() > 50


def test_nobody_tells_from_32_bits_of_a_seed_what_the_others_are():
    """PyTorch's generator would make the same pictures of two seeds that differ above bit 32."""
    assert not torch.equal(scan(torch.ones(1, 1, 28, 28), 7), scan(torch.ones(1, 1, 28, 28), 7 + 2**32))


def test_rows_come_in_an_order_of_their_own():
    rows = shown_rows(9)
    assert set(rows.tolist()) <= set(RESERVED) and 550 < len(rows.unique()) < 700
    assert not torch.equal(rows, rows.sort().values)


def test_a_scanned_picture_is_far_from_its_original():
    x, _ = digits()
    rows = shown_rows(1)
    moved = (scanned(1).x - x[rows]).flatten(1).norm(dim=1)
    assert moved.median() > 5
    assert scan(x[rows[:10]], 1).shape == (10, 1, 28, 28)


@pytest.mark.parametrize("seed", [0, 5, 2**61 + 3])
def test_an_id_is_short_and_hexadecimal(seed):
    assert len(digits_id(seed)) == 8 and int(digits_id(seed), 16) >= 0 and str(seed) not in digits_id(seed)
