"""Values on a card: small tensors as grids, larger ones by shape and first difference."""
from html import escape

import pytest
import torch

from course.cards.grids import as_html, as_text
from course.checking.facts import describe


@pytest.mark.parametrize(("value", "said"), [
    pytest.param(0.142857, "0.1429", id="number"), pytest.param(3, "3", id="whole"),
    pytest.param(True, "True", id="truth"), pytest.param(float("nan"), "nan", id="nan"),
    pytest.param((3, 1), "(3, 1)", id="sizes"), pytest.param((3,), "(3,)", id="one"),
    pytest.param([0.5, [1, 2]], "[0.5, [1, 2]]", id="nested"),
    pytest.param(list(range(20)), "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, …]", id="long"),
    pytest.param(torch.tensor(0.5), "tensor, shape (), float32, on cpu: 0.5", id="no_axes"),
    pytest.param(torch.zeros(3, 9, dtype=torch.long), "tensor, shape (3, 9), int64, on cpu: 0, 0, 0, 0, 0, 0, …",
                 id="wide"),
    pytest.param(torch.zeros(0, 3), "tensor, shape (0, 3), float32, on cpu", id="empty"),
    pytest.param(None, "None", id="none"), pytest.param("precision", "text 'precision'", id="text"),
])
def test_a_value_in_a_line(value, said):
    assert as_text(describe(value)) == said and as_html(describe(value)) == f"<code>{escape(said)}</code>"


def test_a_small_tensor_is_a_grid_and_the_cells_that_differ_are_marked():
    came = describe(torch.tensor([[1.0, 2.5], [3.0, float("inf")]]))
    due = describe(torch.tensor([[1.0, 2.0], [3.0, 4.0]]))
    heading, *rows = as_text(came, due).splitlines()
    assert heading == "tensor, shape (2, 2), float32, on cpu"
    assert [row.split() for row in rows] == [["1", "2.5*"], ["3", "inf*"]]
    assert as_html(came, due).count("border:2px solid") == 2 and as_html(came).count("border:2px") == 0


def test_a_larger_tensor_is_told_by_its_first_difference():
    came = torch.zeros(5, 8)
    came[2, 3] = 7
    assert as_text(describe(came), describe(torch.zeros(5, 8))).endswith("first difference at [2, 3]: 7")


def test_two_tensors_stand_below_each_other():
    pair = describe((torch.zeros(2), torch.ones(2)))
    assert len(as_text(pair).splitlines()) == 4 and as_html(pair).count("<table") == 2


def test_nothing_of_the_learners_becomes_markup():
    assert "<script" not in as_html(describe("<script>alert(1)</script>"))
