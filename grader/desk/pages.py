"""The process that makes feedback pages, one at a time; whoever started it may end it at any moment.

It reads one request a line from standard input and answers each with one line: {"failure": ""} or why there is no page.
"""
from __future__ import annotations

import json
import os
import re
import signal
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from grader.imports import leave_out_address_grammar

# The second wall of a page: whatever got through the cleaning could run no script and load nothing but MathJax.
POLICY = ("default-src 'none'; img-src data:; style-src 'unsafe-inline' https://cdnjs.cloudflare.com; "
          "font-src data: https://cdnjs.cloudflare.com; connect-src https://cdnjs.cloudflare.com; "
          "script-src 'unsafe-eval' https://cdnjs.cloudflare.com/ajax/libs/mathjax/; base-uri 'none'; "
          "form-action 'none'")
HEAD = re.compile("<head>", re.IGNORECASE)


@dataclass(frozen=True)
class Request:
    """One page to make: of which graded notebook, for whom, and into which file.

    Attributes:
        notebook: path of the graded notebook, whose name is the notebook's name in the lesson.
        learner: the learner's name.
        lesson: the lesson's name.
        target: the file to write, which exists.
    """

    notebook: str
    learner: str
    lesson: str
    target: str

    def encode(self) -> str:
        """Return the request as a line; names that are not UTF-8 survive in it."""
        return json.dumps(asdict(self)) + "\n"


class PageMaker:
    """Makes pages as `nbgrader generate_feedback` does, with the class folder's settings."""

    def __init__(self, class_folder: Path) -> None:
        from nbgrader.converters import GenerateFeedback

        from grader.classroom.folder import course_directory

        course = course_directory(class_folder)
        steps = GenerateFeedback(coursedir=course, config=course.config)
        self.database = course.db_url
        self.exporter = steps.exporter_class(parent=steps, config=steps.config)
        for step in steps.preprocessors:
            self.exporter.register_preprocessor(step)

    def make(self, request: Request) -> None:
        """Write one page."""
        name = Path(request.notebook).stem
        known = {"student": request.learner, "assignment": request.lesson, "notebook": name, "db_url": self.database}
        resources: dict[str, Any] = {"unique_key": name, "output_files_dir": f"{name}_files", "nbgrader": known}
        page, _ = self.exporter.from_filename(request.notebook, resources=resources)
        policy = f'<head>\n<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        page = HEAD.sub(policy, page, count=1)
        Path(request.target).write_text(page, encoding="utf-8", errors="backslashreplace")


def limit_process(memory_mb: int) -> None:
    """Bound the memory of this process, where the system can."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb << 20, memory_mb << 20))


def answer_requests(class_folder: Path, memory_mb: int, timeout_s: float) -> None:
    """Make pages until there are no more requests."""
    leave_out_address_grammar()
    answers = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)  # whatever prints, it is no answer
    limit_process(memory_mb)
    maker = PageMaker(class_folder)
    os.chdir(class_folder)  # as nbgrader does
    print(json.dumps({"failure": ""}), file=answers, flush=True)
    for line in sys.stdin:
        if hasattr(signal, "alarm"):
            signal.alarm(round(timeout_s) + 60)  # should the process that waits for us be gone
        print(json.dumps({"failure": _try(maker, Request(**json.loads(line)))}), file=answers, flush=True)


def _try(maker: PageMaker, request: Request) -> str:
    try:
        maker.make(request)
    except MemoryError:
        return "it needs more memory than a page may use"
    except Exception as error:
        return f"{type(error).__name__}: {error}"[:300]
    return ""


if __name__ == "__main__":
    answer_requests(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
