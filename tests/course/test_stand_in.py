"""`yours(..., otherwise=...)`: a lesson that uses what another one asked for brings a stand-in."""
import pytest
import torch

from course.passed import memory
from course.yours import yours


@pytest.mark.parametrize("grading", [True, False], ids=["grading", "learning"])
def test_what_another_lesson_asked_for_has_a_stand_in(tmp_path, monkeypatch, capsys, grading):
    """In grading there is neither theirs nor ours; in JupyterLab ours comes first."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(memory, "_passed", {})  # what other tests of this process have passed
    if grading:
        monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    found = yours("row-softmax", otherwise=lambda scores: "stand-in")(torch.zeros(1, 2))
    assert found == "stand-in" if grading else found.tolist() == [[0.5, 0.5]]
