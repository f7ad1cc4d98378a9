"""formgrader in a real Jupyter server, on a class that `grader` graded: it shows our marks, and its buttons work."""
from __future__ import annotations

import html
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
import pytest
from conftest import PROGRAMS
from home_server import PATIENCE_S, TOKEN, Visitor, free_port
from ordinary_course import HONEST, LEAKS, NAME, RIGHT, answered, hand_in, make_source

from grader.kernels import sandbox

pytestmark = [pytest.mark.prove, pytest.mark.slow,
              pytest.mark.skipif(bool(sandbox.available()), reason=sandbox.available() or "-")]
LEARNERS = {"right": HONEST["right"], "skips": LEAKS["skips"]}
MARKS = {learner: points for learner, (_, points) in LEARNERS.items()}


class Grader(Visitor):
    """An instructor's browser on formgrader."""

    def get(self, path: str) -> str:
        status, _, text = self.ask(f"formgrader/{path}", Authorization=f"token {TOKEN}")
        assert status == 200, text[-3000:]
        return text

    def press(self, path: str) -> None:
        """Press one of the buttons, which answer with what they did and its log."""
        status, _, text = self.ask(f"formgrader/api/{path}", {}, Authorization=f"token {TOKEN}")
        assert status == 200 and json.loads(text)["success"], text[-3000:]

    def marks(self) -> dict[str, float]:
        return {one["student"]: one["score"] for one in json.loads(self.get(f"api/submissions/{NAME}"))
                if one["autograded"]}


@contextmanager
def formgrader(folder: Path) -> Iterator[Grader]:
    """Serve a class folder as `jupyter lab` does there, without JupyterLab, which takes long to start."""
    port, home = free_port(), folder.parent
    options = ["--no-browser", "--allow-root", "--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}",
               "--ServerApp.port_retries=0", f"--IdentityProvider.token={TOKEN}",
               "--ServerApp.jpserver_extensions={'nbgrader.server_extensions.formgrader': True}"]
    environment = {f"JUPYTER_{name}_DIR": str(home / name.lower()) for name in ("CONFIG", "RUNTIME", "DATA")} | {
        "PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}"}  # nbgrader calls `alembic` by its name
    visitor = Grader(f"http://127.0.0.1:{port}/")
    with (home / "server.log").open("w") as log:
        server = subprocess.Popen([sys.executable, "-m", "jupyter_server", *options], cwd=folder, stdout=log,
                                  stderr=log, env=os.environ | environment)
        try:
            ends = time.monotonic() + PATIENCE_S
            while time.monotonic() < ends and server.poll() is None:
                try:
                    visitor.ask("api")
                    break
                except OSError:
                    time.sleep(0.1)
            assert server.poll() is None, (home / "server.log").read_text()
            yield visitor
        finally:
            server.terminate()
            server.wait(timeout=PATIENCE_S)


def test_formgrader_shows_our_marks_and_its_buttons_generate_autograde_and_make_feedback(run, tmp_path):
    folder = tmp_path / "class"
    assert run("grader", "init", str(folder)).returncode == 0
    make_source(folder)
    with formgrader(folder) as browser:
        browser.press(f"assignment/{NAME}/assign")
        hand_in(folder, LEARNERS)
        (folder / "submitted" / "right" / NAME / "plot.png").write_text("a picture")
        (folder / "submitted" / "right" / NAME / "page.html").write_text("<script>alert(1)</script>")
        done = run("grader", "grade", NAME, cwd=folder)
        assert done.returncode == 0, done.stdout + done.stderr
        assert browser.marks() == MARKS

        (submission,) = (one for one in json.loads(browser.get(f"api/submitted_notebooks/{NAME}/{NAME}"))
                         if one["student"] == "right")
        page = html.unescape(re.sub("<[^>]+>", "", browser.get(f"submissions/{submission['id']}/")))
        assert "double(2) == 4" in page and "2 * x" in page  # tests and answer, as graders see them
        assert browser.ask(f"formgrader/submissions/{submission['id']}/plot.png",
                           Authorization=f"token {TOKEN}")[0] == 200
        assert browser.ask(f"formgrader/submissions/{submission['id']}/page.html",
                           Authorization=f"token {TOKEN}")[0] == 404

        path = folder / "submitted" / "skips" / NAME / f"{NAME}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        answered(RIGHT)(notebook.cells)
        nbformat.write(notebook, path)
        browser.press(f"submission/{NAME}/skips/autograde")
        assert browser.marks() == MARKS | {"skips": 8.0}
        for learner in LEARNERS:
            browser.press(f"assignment/{NAME}/{learner}/generate_feedback")
            assert "Score: 8.0" in (folder / "feedback" / learner / NAME / f"{NAME}.html").read_text()
        assert run("grader", "grade", NAME, cwd=folder).returncode == 0
        assert browser.marks() == MARKS | {"skips": 8.0}
