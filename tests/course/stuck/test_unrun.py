"""A check whose answer was never run says so in a sentence; every other NameError is IPython's own."""
import nbformat
import pytest
from nbclient import NotebookClient

from course import notes

CELLS = {
    "unrun": 'check("row-softmax", row_softmax)',
    "typo": 'check("row-softmax", row_sofmax)',
    "inside": 'def slope(f, x):\n    return iou\nslope(1, 2)',
    "elsewhere": "nothing_of_ours",
}


@pytest.fixture(scope="module", params=[{}, {"NBGRADER_EXECUTION": "autograde"}], ids=["learning", "grading"])
def said(request, tmp_path_factory):
    """What each cell says in a kernel that has just started."""
    cells = [nbformat.v4.new_code_cell(source) for source in ("from course import check", *CELLS.values())]
    notebook = nbformat.v4.new_notebook(cells=cells)
    with pytest.MonkeyPatch.context() as patch:
        for name in notes.GRADING:
            patch.delenv(name, raising=False)
        for name, value in request.param.items():
            patch.setenv(name, value)
        NotebookClient(notebook, allow_errors=True, shutdown_kernel="immediate",
                       resources={"metadata": {"path": str(tmp_path_factory.mktemp("new"))}}).execute()
    outputs = [[output for output in cell.outputs if output.output_type == "error"] for cell in notebook.cells[1:]]
    return bool(request.param), dict(zip(CELLS, (errors[0] for errors in outputs), strict=True))


def test_a_check_of_what_was_never_run_says_which_cell_to_run(said):
    is_grading, errors = said
    text = "\n".join(errors["unrun"].traceback)
    assert errors["unrun"].ename == "NameError"
    assert ("Run the cell where you write it, just above" in text) != is_grading
    assert ("Traceback" in text) == is_grading


@pytest.mark.parametrize("name", ["typo", "inside", "elsewhere"])
def test_every_other_name_error_keeps_its_traceback(said, name):
    _, errors = said
    assert "Traceback" in "\n".join(errors[name].traceback) and errors[name].ename == "NameError"
