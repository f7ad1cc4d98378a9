"""Data sets that ship in packages, as tensors; splits; a sealed test set. `docs/sources.md` has the data's sources."""
from course.data.crops import CROPPED, Crops, photograph_crops
from course.data.digits import Digits, digits
from course.data.photographs import PHOTOGRAPHS, photograph
from course.data.pretraining import FREEZING, PRETRAINING, pretraining_table
from course.data.sealed import Sealed
from course.data.splits import split, statistics
from course.data.tables import IRIS_FEATURES, Table, breast_cancer, diabetes, iris

__all__ = ["CROPPED", "FREEZING", "IRIS_FEATURES", "PHOTOGRAPHS", "PRETRAINING", "Crops", "Digits", "Sealed", "Table",
           "breast_cancer", "diabetes", "digits", "iris", "photograph", "photograph_crops", "pretraining_table",
           "split", "statistics"]
