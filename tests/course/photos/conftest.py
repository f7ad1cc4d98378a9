"""Every test about photos runs in a folder of its own, as somebody's notebook does."""
import pytest


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("NBGRADER_EXECUTION", "COURSE_GRADING_SEED", "JPY_SESSION_NAME"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path
