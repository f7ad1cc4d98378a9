"""A graded notebook as a page: as formgrader makes it, or nbconvert with the class folder's settings."""
from __future__ import annotations

from pathlib import Path

from sample_class import LESSON

from grader.classroom.folder import load_config


def as_formgrader(class_folder: Path) -> dict:
    """Return how formgrader makes its page: its template and the class folder's configuration."""
    import nbgrader

    templates = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader" / "templates"
    return {"config": load_config(class_folder), "template_name": "formgrade",
            "extra_template_basedirs": [str(templates)]}


def render(notebook: Path, options: dict) -> str:
    """Return a graded notebook as HTML."""
    from nbconvert.exporters import HTMLExporter

    names = {"assignment_id": LESSON, "notebook_id": LESSON, "submission_id": "1", "index": 0, "total": 1,
             "base_url": "", "student": notebook.parents[1].name, "last_name": None, "first_name": None,
             "notebook_path": "x"}
    return HTMLExporter(**options).from_filename(str(notebook), resources=names)[0]
