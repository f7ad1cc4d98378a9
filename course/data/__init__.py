"""Data sets that ship in packages, as tensors, and splits that a seed repeats. `docs/sources.md` has their sources."""
from course.data.digits import Digits, digits
from course.data.photographs import PHOTOGRAPHS, photograph
from course.data.splits import split, statistics
from course.data.tables import IRIS_FEATURES, Table, breast_cancer, diabetes, iris

__all__ = ["IRIS_FEATURES", "PHOTOGRAPHS", "Digits", "Table", "breast_cancer", "diabetes", "digits", "iris",
           "photograph", "split", "statistics"]
