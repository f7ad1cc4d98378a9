import numpy as np
import pytest
import torch
from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris

from course import data


@pytest.mark.parametrize("features", [
    pytest.param(data.IRIS_FEATURES, id="all, in scikit-learn's order"),
    pytest.param(("petal width", "sepal length"), id="two, in another order"),
])
def test_iris_holds_what_scikit_learn_ships(features):
    shipped = load_iris(as_frame=True)
    frame = shipped.frame[shipped.frame.target > 0]
    flowers = data.iris(features)
    np.testing.assert_allclose(flowers.x, frame[[f"{name} (cm)" for name in features]], rtol=1e-6)
    assert [flowers.classes[k] for k in flowers.y.int()] == list(shipped.target_names[frame.target])
    assert flowers.x.dtype == flowers.y.dtype == torch.float32


def test_diabetes_holds_what_scikit_learn_ships_in_its_own_units():
    shipped = load_diabetes(scaled=False)
    people = data.diabetes()
    np.testing.assert_allclose(people.x, shipped.data, rtol=1e-6)
    np.testing.assert_allclose(people.y, shipped.target)
    assert len(people.features) == 10 and people.classes == ()
    assert people.x.dtype == people.y.dtype == torch.float32


def test_breast_cancer_counts_malignant_as_positive():
    shipped = load_breast_cancer()
    masses = data.breast_cancer()
    np.testing.assert_allclose(masses.x, shipped.data, rtol=1e-6)
    assert [masses.classes[k] for k in masses.y.int()] == list(shipped.target_names[shipped.target])
    assert masses.y.bool().sum() == 212 and (masses.y == 0).sum() == 357


def test_unknown_feature_is_refused_by_name():
    with pytest.raises(ValueError, match="expected features among .* got 'petal weight'"):
        data.iris(["petal weight"])


@pytest.mark.parametrize(("sizes", "held_out", "expected"), [
    pytest.param((50, 50), 0.3, [15, 15], id="balanced"),
    pytest.param((90, 10), 0.2, [18, 2], id="rare class"),
    pytest.param((3, 3, 3), 0.5, [2, 2, 2], id="three classes"),
])
def test_split_holds_out_the_same_share_of_every_class(sizes, held_out, expected):
    y = torch.repeat_interleave(torch.arange(len(sizes)), torch.tensor(sizes))
    train, test = data.split(y, held_out)
    assert y[test].bincount().tolist() == expected
    assert sorted([*train.tolist(), *test.tolist()]) == list(range(len(y)))


def test_split_follows_its_seed():
    y = torch.arange(100) % 2
    same, again, other = (data.split(y, seed=seed)[1].tolist() for seed in (7, 7, 8))
    assert same == again != other


def test_split_without_classes_holds_out_a_share_of_all():
    assert len(data.split(torch.rand(442), held_out=0.25, stratify=False)[1]) == 110


@pytest.mark.parametrize("share", [pytest.param(0.0, id="nothing"), pytest.param(30, id="percent")])
def test_split_refuses_what_is_no_share(share):
    with pytest.raises(ValueError, match=f"got held_out={share}"):
        data.split(torch.zeros(4), share)


def test_statistics_are_numpys_and_spare_a_constant_column():
    x = torch.cat([torch.randn(20, 2) * 3 + 5, torch.full((20, 1), 4.0)], dim=1)
    mean, std = data.statistics(x)
    np.testing.assert_allclose(mean, x.numpy().mean(axis=0), rtol=1e-5)
    np.testing.assert_allclose(std[:2], x.numpy().std(axis=0, ddof=1)[:2], rtol=1e-5)
    assert std[2] == 1
