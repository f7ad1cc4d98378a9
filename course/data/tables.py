"""Tables of measurements that ship in scikit-learn, as tensors."""
from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor

IRIS_FEATURES = ("sepal length", "sepal width", "petal length", "petal width")  # in cm
DIABETES_FEATURES = ("age", "sex", "body mass index", "blood pressure", "total cholesterol", "LDL", "HDL",
                     "cholesterol / HDL", "log triglycerides", "blood sugar")


class Table(NamedTuple):
    """Cases as rows of numbers.

    Attributes:
        x: features, (cases, features), float32.
        y: targets, (cases,), float32; a class is its number in `classes`.
        features: what each column of `x` holds, with its unit.
        classes: the classes' names; class 1 is the positive one. Empty where `y` is a quantity.
    """

    x: Tensor
    y: Tensor
    features: tuple[str, ...]
    classes: tuple[str, ...]


def iris(features: Sequence[str] = IRIS_FEATURES) -> Table:
    """Return 50 flowers of Iris versicolor (class 0) and 50 of Iris virginica (class 1).

    Source: R. A. Fisher, 1936, as shipped in scikit-learn (BSD-3-Clause); the data are in the public domain.

    Args:
        features: measurements to keep, as columns in this order.

    Raises:
        ValueError: a flower has no such measurement.

    >>> iris(["petal width"]).x.shape
    torch.Size([100, 1])
    """
    from sklearn.datasets import load_iris

    for name in features:
        if name not in IRIS_FEATURES:
            raise ValueError(f"iris: expected features among {IRIS_FEATURES}, got {name!r}. Correct the name.")
    measured, species = load_iris(return_X_y=True)
    columns = [IRIS_FEATURES.index(name) for name in features]
    kept = species > 0  # setosa, species 0, is told apart too easily to learn anything from
    return Table(
        torch.tensor(measured[kept][:, columns], dtype=torch.float32),
        torch.tensor(species[kept] - 1, dtype=torch.float32),
        tuple(f"{name} (cm)" for name in features),
        ("versicolor", "virginica"),
    )


def diabetes() -> Table:
    """Return 442 people with diabetes: ten measurements, in their own units, and the disease's progression a year on.

    The target is a score from 25 to 346; a higher one means that the disease has advanced further. There are no
    classes.

    Source: B. Efron, T. Hastie, I. Johnstone, R. Tibshirani, "Least Angle Regression", Annals of Statistics 32
    (2004), as shipped in scikit-learn (BSD-3-Clause).

    >>> people = diabetes()
    >>> people.x.shape, people.features[2]
    (torch.Size([442, 10]), 'body mass index')
    """
    from sklearn.datasets import load_diabetes

    measured, progression = load_diabetes(return_X_y=True, scaled=False)
    return Table(torch.tensor(measured, dtype=torch.float32), torch.tensor(progression, dtype=torch.float32),
                 DIABETES_FEATURES, ())


def breast_cancer() -> Table:
    """Return 569 breast masses: 30 measurements of their cell nuclei, benign (class 0) or malignant (class 1).

    scikit-learn numbers the classes the other way round; here the class that must be found is 1.

    Source: W. N. Street, W. H. Wolberg, O. L. Mangasarian, "Breast Cancer Wisconsin (Diagnostic)", 1993, UCI
    Machine Learning Repository (CC BY 4.0), as shipped in scikit-learn (BSD-3-Clause).

    >>> masses = breast_cancer()
    >>> masses.x.shape, int(masses.y.sum()), masses.classes[1]
    (torch.Size([569, 30]), 212, 'malignant')
    """
    from sklearn.datasets import load_breast_cancer

    shipped = load_breast_cancer()
    return Table(torch.tensor(shipped.data, dtype=torch.float32), torch.tensor(shipped.target == 0).float(),
                 tuple(map(str, shipped.feature_names)), ("benign", "malignant"))
