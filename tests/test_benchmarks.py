"""The benchmarks run, and what they report is what was asked for."""
import importlib.util
from pathlib import Path

import pytest
from nbclient.exceptions import CellExecutionError

PATH = Path(__file__).resolve().parent.parent / "benchmarks" / "lessons.py"
spec = importlib.util.spec_from_file_location("benchmark_of_lessons", PATH)
lessons = importlib.util.module_from_spec(spec)
spec.loader.exec_module(lessons)


@pytest.mark.filterwarnings("ignore")  # the kernel's own
def test_a_lesson_is_timed_and_its_memory_read(tmp_path):
    path = tmp_path / "07_tiny.py"
    path.write_text("# %%\nimport time\nblock = bytearray(200_000_000)\ntime.sleep(0.3)\n")
    figures = lessons.measure(path)
    assert figures["seconds"] > 0.3 and figures["peak_mb"] > 200


@pytest.mark.filterwarnings("ignore")
def test_a_cell_that_raises_is_not_timed(tmp_path):
    path = tmp_path / "07_tiny.py"
    path.write_text("# %%\n1 / 0\n")
    with pytest.raises(CellExecutionError, match="ZeroDivisionError"):
        lessons.measure(path)
