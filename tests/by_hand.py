"""A class with questions that a person grades, and the page of `grader mark` as a browser talks to it, for tests."""
from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell
from ordinary_course import mark, position
from own_class import LESSON, answer, graded, hand_in, make_class, task

from grader.classroom.gradebook import open_gradebook

PATIENCE_S = 120
WHY, SECOND, DRAW = "why", "second", "draw"


def words(grade_id: str, points: float, source: str = "YOUR ANSWER HERE") -> NotebookNode:
    """Return a cell that is answered in words."""
    return new_markdown_cell(source, metadata=mark(grade_id, grade=True, solution=True, points=points))


CELLS = [
    new_markdown_cell("# A small lesson"), answer("def f(x):\n    return x * x"), graded("assert f(2) == 4", "test", 2),
    new_markdown_cell("## Question `why`: say why\n\nWhy is `f` never negative?"), words(WHY, 2),
    new_markdown_cell("And what about the second derivative?"), words(SECOND, 3),
    task("Draw it.", DRAW, 1),
]


def said(**answers: str) -> Callable[[list[NotebookNode]], None]:
    """Return an edit that answers in words; `f` is right."""
    def edit(cells: list[NotebookNode]) -> None:
        cells[position(cells, "answer")].source = "def f(x):\n    return x ** 2"
        for grade_id, text in answers.items():
            cells[position(cells, grade_id)].source = text
        cells.append(new_markdown_cell("Here is my *drawing*."))
    return edit


def make_graded(run: Callable[..., subprocess.CompletedProcess], folder: Path, learners: Mapping[str, str]) -> Path:
    """Make a class whose learners answered `why` like this, and grade it."""
    make_class(folder, "", CELLS, ours=True)
    assert run("grader", "release", LESSON, "--folder", str(folder)).returncode == 0
    for learner, text in learners.items():
        hand_in(folder, learner, said(why=text))
    grade(run, folder)
    return folder


def grade(run: Callable[..., subprocess.CompletedProcess], folder: Path, *options: str) -> None:
    done = run("grader", "grade", LESSON, "--folder", str(folder), *options)
    assert done.returncode == 0, done.stdout + done.stderr


class Grader:
    """A grader's browser, without one."""

    def __init__(self, address: str, client: str = "one") -> None:
        parts = urlsplit(address)
        self.address, self.host, self.token, self.client = address, parts.netloc, parts.query[len("token="):], client

    def ask(self, path: str, body: object = None, **headers: str | None) -> tuple[int, dict, str]:
        """Send what the page would send, with headers changed or left out, and return status, headers and text."""
        sent = {"Host": self.host, "X-Grader-Token": self.token, "Content-Type": "application/json"} | {
            name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection(self.host, timeout=PATIENCE_S)
        try:
            connection.putrequest("GET" if body is None else "POST", path, skip_host=True)
            data = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
            for name, value in sent.items():
                if value is not None:
                    connection.putheader(name, value)
            if body is not None:
                connection.putheader("Content-Length", str(len(data)))
            connection.endheaders(data)
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read().decode()
        finally:
            connection.close()

    def get(self, path: str) -> dict:
        status, _, text = self.ask(path)
        assert status == 200, text
        return json.loads(text)

    def post(self, name: str, **body: object) -> tuple[int, dict]:
        status, _, text = self.ask(f"/api/{name}", {"client": self.client} | body)
        return status, json.loads(text)

    def queue(self, question: str = WHY) -> list[dict]:
        return [one for one in self.get(f"/api/queue?client={self.client}")["items"] if one["question"] == question]

    def open(self, label: str, question: str = WHY) -> dict:
        found = next(one["id"] for one in self.queue(question) if one["label"] == label)
        return self.get(f"/api/hand-in?id={found}&client={self.client}")

    def next(self, after: str = "", question: str = WHY) -> str:
        return self.post("next", after=after, question=question)[1]["id"]

    def save(self, item: dict, score: object, comment: str = "", items: object = ()) -> tuple[int, dict]:
        return self.post("save", id=item["id"], seen=item["version"], score=score, comment=comment, items=list(items))


@contextmanager
def served(folder: Path, *options: str, lesson: str = LESSON, end: int = signal.SIGINT) -> Iterator[str]:
    """Start `grader mark`, and return the address that it prints."""
    command = [sys.executable, "-m", "grader.cli", "mark", lesson, "--folder", str(folder), "--no-browser", *options]
    with (folder.parent / "mark.log").open("a") as log:
        server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True,
                                  env=os.environ | {"COLUMNS": "200"})
        try:
            line = server.stdout.readline()
            assert line.startswith("http://127.0.0.1:"), line + (folder.parent / "mark.log").read_text()
            yield line.split()[0]
        finally:
            server.send_signal(end)
            server.communicate(timeout=PATIENCE_S)


def write_words(folder: Path, lesson: str, question: str, words: Mapping[str, str]) -> None:
    """Have learners of a graded class answer in words, as if they had handed in so: nothing is graded again for it."""
    for learner, text in words.items():
        path = folder / "autograded" / learner / lesson / f"{lesson}.ipynb"
        notebook = json.loads(path.read_text())
        next(cell for cell in notebook["cells"]
             if cell["metadata"].get("nbgrader", {}).get("grade_id") == question)["source"] = text
        path.write_text(json.dumps(notebook))
    with open_gradebook(folder) as gradebook:
        for learner in words:
            grade = gradebook.api.find_grade(question, lesson, lesson, learner)
            grade.auto_score, grade.needs_manual_grade = None, True
        gradebook.api.db.commit()


def marks(folder: Path, grade_id: str = WHY, lesson: str = LESSON) -> dict[str, tuple]:
    """Return points by hand, whether it waits, and the comment, by learner."""
    found = {}
    with open_gradebook(folder) as gradebook:
        for one in gradebook.api.assignment_submissions(lesson):
            grade, = (each for book in one.notebooks for each in book.grades if each.name == grade_id)
            comment, = (each for book in one.notebooks for each in book.comments if each.name == grade_id)
            found[one.student.id] = (grade.manual_score, grade.needs_manual_grade, comment.manual_comment)
    return found
